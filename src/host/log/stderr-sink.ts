import { write } from 'node:fs';
import type { LogSink, SinkNews } from './log-sink.ts';

/**
 * A log on stderr, whoever reads it. What the reader does not take yet waits, at most 1 MiB; when that is full, lines are lost until
 * all of it has been written, so that a reader sees one gap instead of many. A reader that has gone costs every line.
 */
export function createStderrSink({ lost, flows }: SinkNews): LogSink {
  // Asked for by its stream, so that Node makes a pipe non-blocking: a write that blocks would hold a thread for ever.
  const descriptor = process.stderr.fd;
  let state: 'open' | 'full' | 'gone' = 'open';
  let held: string[] = [];
  let heldBytes = 0;
  let batch: Batch | null = null;
  let whenEmpty = nothing;

  const next = (): void => {
    if (held.length === 0) {
      whenEmpty();
      if (state !== 'full') return;
      state = 'open';
      flows();
      return;
    }
    const lines = held.splice(0, linesAtOnce);
    batch = { bytes: Buffer.from(lines.join('')), lines: lines.length };
    push(batch);
  };
  const push = (current: Batch): void => {
    if (state === 'gone') return;
    write(descriptor, current.bytes, (error, written) => {
      if (state === 'gone') return;
      if (error === null) taken(current, written);
      else if (temporary.has(error.code ?? '')) setTimeout(push, retryMs, current).unref();
      else leave();
    });
  };
  const taken = ({ bytes, lines }: Batch, written: number): void => {
    heldBytes -= written;
    batch = written === bytes.length ? null : { bytes: bytes.subarray(written), lines };
    if (batch === null) next();
    else push(batch);
  };
  const leave = (): void => {
    state = 'gone';
    lost(held.length + (batch?.lines ?? 0));
    held = [];
    batch = null;
    whenEmpty();
  };

  return {
    write: (line) => {
      const bytes = Buffer.byteLength(line);
      if (state === 'open' && heldBytes + bytes > mostHeldBytes) state = 'full';
      if (state !== 'open') return false;
      held.push(line);
      heldBytes += bytes;
      if (batch === null) next();
      return true;
    },
    close: async () => {
      const empty = Promise.withResolvers<void>();
      whenEmpty = empty.resolve;
      const patience = setTimeout(empty.resolve, closeGraceMs);
      if (batch === null) next();
      await empty.promise;
      clearTimeout(patience);
      if (batch !== null) leave();
    },
  };
}

interface Batch {
  readonly bytes: Uint8Array;
  readonly lines: number;
}

// A pipe that is full, and a disk that is: both may have room again. Anything else says that there is no reader any more.
const temporary: ReadonlySet<string> = new Set(['EAGAIN', 'EBUSY', 'EINTR', 'ENOSPC', 'EDQUOT']);

const nothing = (): void => {};
const mostHeldBytes = 1024 * 1024;
const linesAtOnce = 128;
const retryMs = 50;
const closeGraceMs = 200;
