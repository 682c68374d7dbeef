import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Captured } from '../../pipeline/ports.ts';
import type { ChildEnding } from './child-ending.ts';
import { createFrameSplitter } from './frame-splitter.ts';
import {
  decodeFromLauncher,
  decodeToLauncher,
  encodeFromLauncher,
  encodeToLauncher,
  type FromLauncher,
  type ToLauncher,
} from './frames.ts';
import type { Spilled } from './spilled.ts';

const run = fc.nat(0xffff_ffff);
const text = fc.string({ unit: 'grapheme' });
const size = fc.nat(Number.MAX_SAFE_INTEGER);
const bytes = fc.uint8Array({ maxLength: 40 }).map((each) => Buffer.from(each));
const reason = fc.constantFrom(
  'cancelled',
  'client_gone',
  'shutdown',
  'engagement_closed',
  'no_longer_allowed',
);

const captured: fc.Arbitrary<Captured> = fc.record({
  head: bytes,
  tail: bytes,
  bytes: size,
  truncated: fc.boolean(),
});

const ending: fc.Arbitrary<ChildEnding> = fc.oneof(
  fc.record({ kind: fc.constant('exited'), code: fc.nat(255) }),
  fc.record({ kind: fc.constant('signalled'), signal: text }),
  fc.record({ kind: fc.constantFrom('timed_out', 'overflowed', 'out_of_memory') }),
  fc.record({ kind: fc.constant('stopped'), reason }),
  fc.record({
    kind: fc.constant('not_started'),
    step: fc.constantFrom('folder', 'box', 'program'),
    errno: text,
  }),
);

const streamName = fc.constantFrom('stdout', 'stderr');
const spilled: fc.Arbitrary<Spilled> = fc.oneof(
  fc.record({
    kind: fc.constant('kept'),
    stream: streamName,
    path: text,
    bytes: size,
    complete: fc.boolean(),
    sha256: text,
  }),
  fc.record({ kind: fc.constant('lost'), stream: streamName, errno: text }),
);

const toLauncher: fc.Arbitrary<ToLauncher> = fc.oneof(
  fc.record({
    kind: fc.constant('start'),
    run,
    runId: text,
    path: text,
    argv: fc.array(text, { maxLength: 5 }),
    searchPath: text,
    folder: text,
    files: fc.array(fc.record({ name: text, text }), { maxLength: 2 }),
    folderEnv: fc.array(text, { maxLength: 2 }),
    timeoutMs: size,
    graceMs: size,
    keepStdout: size,
    keepStderr: size,
    mostOutputBytes: size,
    memoryBytes: size,
    processes: fc.nat(),
    streamBytes: fc.nat(),
    artifacts: fc.option(fc.record({ folder: text, bytes: size })),
    user: fc.option(fc.nat(65_535)),
    owner: fc.option(fc.nat(65_535)),
    pin: fc.option(fc.record({ nft: text, open: text, seal: text, check: text, mark: text, shut: text })),
    box: fc.option(
      fc.record({
        enter: fc.array(fc.string()),
        limits: fc.record({
          cpuSec: fc.nat(),
          addressBytes: fc.option(fc.nat()),
          fileBytes: fc.nat(),
          processes: fc.option(fc.nat()),
          descriptors: fc.nat(),
        }),
        filtered: fc.boolean(),
      }),
    ),
  }),
  fc.record({ kind: fc.constant('stop'), run, reason }),
);

const fromLauncher: fc.Arbitrary<FromLauncher> = fc.oneof(
  fc.record({ kind: fc.constant('started'), run, pid: fc.nat(4_194_304) }),
  fc.record({ kind: fc.constant('stdout'), run, bytes }),
  fc.record({
    kind: fc.constant('ended'),
    run,
    ending,
    stdout: captured,
    stderr: captured,
    spilled: fc.array(spilled, { maxLength: 2 }),
    seconds: fc.double({ min: 0, noNaN: true }),
  }),
);

/** Decodes what chunks hold. Each is overwritten as soon as it was read: nothing decoded may still lean on it. */
function decodeAll<T>(chunks: readonly Uint8Array[], decode: (body: Uint8Array) => T): readonly T[] {
  const frames: T[] = [];
  const feed = createFrameSplitter((body) => frames.push(decode(body)));
  for (const chunk of chunks) {
    const lent = Uint8Array.from(chunk);
    feed(lent);
    lent.fill(0xff);
  }
  return frames;
}

/** The bytes of stdout are lent to the one who takes them; those of an end are kept as they are. */
function keep(body: Uint8Array): FromLauncher {
  const frame = decodeFromLauncher(body);
  return frame.kind === 'stdout' ? { ...frame, bytes: Buffer.from(frame.bytes) } : frame;
}

describe('frames', () => {
  it('come back from the server’s end as they were sent, wherever the stream is cut', () => {
    fc.assert(
      fc.property(fc.array(toLauncher, { minLength: 1, maxLength: 3 }), (frames) => {
        const stream = Buffer.concat(frames.map(encodeToLauncher));
        for (let at = 0; at <= stream.length; at += 1) {
          expect(decodeAll([stream.subarray(0, at), stream.subarray(at)], decodeToLauncher)).toEqual(frames);
        }
      }),
      { numRuns: 30 },
    );
  });

  it('come back from the launcher’s end as they were sent, byte by byte', () => {
    fc.assert(
      fc.property(fc.array(fromLauncher, { maxLength: 4 }), (frames) => {
        const stream = Buffer.concat(frames.map(encodeFromLauncher));
        const single = Array.from(stream, (_, at) => stream.subarray(at, at + 1));
        expect(decodeAll(single, keep)).toEqual(frames);
        expect(decodeAll([stream], keep)).toEqual(frames);
      }),
    );
  });

  it('are refused where a body is cut short, of an unknown kind or absurdly long', () => {
    const body = encodeToLauncher({ kind: 'stop', run: 1, reason: 'cancelled' }).subarray(4);
    expect(() => decodeToLauncher(body.subarray(0, -1))).toThrow('ends outside the frame');
    expect(() => decodeFromLauncher(body)).toThrow('unknown kind "stop"');
    expect(() => decodeAll([Buffer.from([0xff, 0xff, 0xff, 0xff])], keep)).toThrow('longer than');
  });
});
