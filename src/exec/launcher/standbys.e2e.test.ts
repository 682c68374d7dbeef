import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { childrenOf, isRunning } from '../fixtures/lab.ts';
import { noGroup } from '../sandbox/cgroup/run-group.ts';
import type { GroupedChild } from './grouped-child.ts';
import { becomingLines } from './standby.ts';
import { createStandbys, type Standbys } from './standbys.ts';

let standbys: Standbys;
beforeEach(() => {
  standbys = createStandbys({ newGroup: () => noGroup });
});
afterEach(() => standbys.close());

const kind = (name: string) => ({ enter: ['/usr/bin/env', `KIND=${name}`], user: null, filtered: false });
const limits = {
  cpuSec: 30,
  addressBytes: null,
  fileBytes: 2 ** 20,
  processes: null,
  descriptors: 64,
};

async function becomes({ child }: GroupedChild, words: readonly string[], env = {}): Promise<string> {
  child.stdin?.end(becomingLines({ words, env, limits }));
  if (child.stdout === null) throw new Error('no stdout');
  const [said] = await Promise.all([text(child.stdout), once(child, 'exit')]);
  return said;
}

it('a process becomes what it is told, word for word, with its environment and its limits', async () => {
  const words = [
    'printf',
    '[%s]',
    '',
    ' a  b ',
    '$(id)',
    '`id`',
    "'",
    '"',
    '\\',
    '*',
    '-e',
    '; id',
    'é\u2028',
  ];
  expect(await becomes(standbys.take(kind('words')), words)).toBe(
    '[][ a  b ][$(id)][`id`][\']["][\\][*][-e][; id][é\u2028]',
  );
  const env = { ONE: '$HOME `id`', PATH: '/usr/bin:/bin' };
  expect(await becomes(standbys.take(kind('env')), ['/usr/bin/printenv', 'ONE'], env)).toBe('$HOME `id`\n');
  const limited = await becomes(standbys.take(kind('limits')), ['cat', '/proc/self/limits']);
  expect(limited).toMatch(/^Max cpu time +30 +31 /m);
  expect(limited).toMatch(/^Max core file size +0 +0 /m);
  expect(limited).toMatch(/^Max file size +1048576 +1048576 /m);
  expect(limited).toMatch(/^Max open files +64 +64 /m);
});

it('of a kind that is asked for again one more waits, and is the next that is given', async () => {
  const waiting = (): readonly number[] => childrenOf(process.pid).filter(isRunning);
  await becomes(standbys.take(kind('again')), ['true']);
  await nextTurn();
  expect(waiting()).toEqual([]);
  await becomes(standbys.take(kind('again')), ['true']);
  await nextTurn();
  const ahead = waiting();
  expect(ahead).toHaveLength(1);
  const third = standbys.take(kind('again'));
  expect([third.child.pid]).toEqual(ahead);
  expect(await becomes(third, ['/usr/bin/printenv', 'KIND'])).toBe('again\n');
});

it('one that was killed is not given, and those that wait end when they are closed', async () => {
  await becomes(standbys.take(kind('killed')), ['true']);
  await becomes(standbys.take(kind('killed')), ['true']);
  await nextTurn();
  const ahead = childrenOf(process.pid);
  for (const pid of ahead) process.kill(pid, 'SIGKILL');
  await expect.poll(() => ahead.filter((pid) => childrenOf(process.pid).includes(pid))).toEqual([]);
  expect(await becomes(standbys.take(kind('killed')), ['echo', 'alive'])).toBe('alive\n');
  await nextTurn();
  expect(childrenOf(process.pid)).toHaveLength(1);
  await standbys.close();
  await expect.poll(() => childrenOf(process.pid)).toEqual([]);
});
