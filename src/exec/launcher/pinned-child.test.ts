import { expect, test } from 'vitest';
import type { Child, ChildEnd, ChildEvents } from './child.ts';
import type { Pin } from './nft-session.ts';
import { startPinned } from './pinned-child.ts';

const pin: Pin = {
  nft: '/usr/sbin/nft',
  open: 'open',
  seal: 'seal',
  check: 'check',
  mark: 'mark',
  shut: 'shut',
};

/** A run whose network is open once `answer` is called; `log` tells what happened, in order. */
function begin() {
  const log: string[] = [];
  const { promise, resolve: answer } = Promise.withResolvers<string | null>();
  const ends: ChildEnd[] = [];
  let heard: ChildEvents | null = null;
  const events: ChildEvents = {
    started: () => undefined,
    stdout: () => undefined,
    ended: (end) => {
      log.push('ended');
      ends.push(end);
    },
  };
  const nft = {
    open: () => promise,
    shut: () => void log.push('shut'),
  };
  const child = startPinned(pin, nft, events, (given): Child => {
    log.push('start');
    heard = given;
    return {
      stop: (cause) => log.push(`stop ${cause}`),
      pause: () => log.push('pause'),
      resume: () => log.push('resume'),
    };
  });
  const settled = async (said: string | null): Promise<void> => {
    answer(said);
    await new Promise(setImmediate);
  };
  return { child, log, ends, settled, end: (end: ChildEnd) => heard?.ended(end) };
}

const nothing = { head: new Uint8Array(), tail: new Uint8Array(), bytes: 0, truncated: false };
const exited: ChildEnd = {
  ending: { kind: 'exited', code: 0 },
  stdout: nothing,
  stderr: nothing,
  spilled: [],
  seconds: 1,
};

test('nothing starts before its network is open, and that is closed when it has ended', async () => {
  const { child, log, settled, end } = begin();
  child.pause();
  expect(log).toEqual([]);
  await settled(null);
  child.stop('cancelled');
  end(exited);
  expect(log).toEqual(['start', 'pause', 'stop cancelled', 'shut', 'ended']);
});

test('a network that cannot be opened lets nothing start, and says why', async () => {
  const { log, ends, settled } = begin();
  await settled('nft: no such set');
  expect(log).toEqual(['shut', 'ended']);
  expect(ends[0]?.ending).toEqual({ kind: 'not_started', step: 'box', errno: 'nft: no such set' });
});

test('a run that is stopped meanwhile never starts', async () => {
  const { child, log, ends, settled } = begin();
  child.stop('shutdown');
  child.stop('cancelled');
  await settled(null);
  expect(log).toEqual(['shut', 'ended']);
  expect(ends[0]?.ending).toEqual({ kind: 'stopped', reason: 'shutdown' });
});
