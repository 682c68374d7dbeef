import { expect, test } from 'vitest';
import { targetsTo } from './fixtures/targets-to.ts';
import { closeScript, numberTaken, openScript, sweepScript } from './pool-scripts.ts';
import { openPool, type Pool } from './pool.ts';
import type { RunScript, ScriptEnd } from './run-script.ts';
import { slotScript } from './slot-script.ts';

const done: ScriptEnd = { code: 0, stdout: '', stderr: '' };
const opened: ScriptEnd = { code: 0, stdout: '/usr/sbin/nft\n/usr/bin/nsenter\n\n', stderr: '' };
const v4 = { targets: targetsTo('10.0.0.5'), ports: [{ lo: 22, hi: 22 }] };

/** Carries scripts out by answers: what each says at its first start, its second, and so on; the last of them for ever. */
function scripted(answers: ReadonlyMap<string, readonly ScriptEnd[]>): { run: RunScript; log: string[][] } {
  const log: string[][] = [];
  const counts = new Map<string, number>();
  const run: RunScript = async (script, words) => {
    const at = counts.get(script) ?? 0;
    counts.set(script, at + 1);
    log.push([script, ...words]);
    const said = answers.get(script) ?? [script === openScript ? opened : done];
    return said[at] ?? said.at(-1) ?? done;
  };
  return { run, log };
}

async function poolOf(run: RunScript): Promise<Pool> {
  const pool = await openPool(run, 2);
  if (!pool.ok) throw new Error(pool.error);
  return pool.value;
}

test('a run is pinned before it enters, as nobody or with every right', async () => {
  const pool = await poolOf(scripted(new Map()).run);
  const [one, other] = [await pool.take(v4, 'nobody'), await pool.take(v4, 'root')];
  expect(one).toMatchObject({ ok: true, value: { name: 'bwk0s1' } });
  const pin = one.ok ? one.value.pin : null;
  expect(pin?.nft).toBe('/usr/sbin/nft');
  expect(pin?.open).toMatch(
    /^flush set inet bailiwick_0 s1v4; .*add element inet bailiwick_0 s1v4 \{ 10\.0\.0\.5 \}/,
  );
  expect(pin?.open).toContain(pin?.seal);
  expect(pin?.open).not.toContain('\n');
  expect(pin?.shut).toMatch(/^flush set inet bailiwick_0 s1v4; /);
  const enter = ['/usr/bin/nsenter', '--net=/run/netns/bwk0s1'];
  expect(one.ok && one.value.words).toEqual([...enter, '-S', '65534', '-G', '65534', '--']);
  expect(other.ok && other.value.words).toEqual(['/usr/bin/nsenter', '--net=/run/netns/bwk0s0', '--']);
});

test('a number that somebody has is passed over, one that is taken meanwhile too', async () => {
  const { run } = scripted(
    new Map([
      [sweepScript, [{ ...done, stdout: '0\n2\n' }]],
      [openScript, [{ ...done, code: numberTaken }, opened]],
    ]),
  );
  expect((await poolOf(run)).made()).toEqual(['bailiwick_3', 'bwk3s0', 'bwk3s1']);
});

test.each([
  ['what is missing', sweepScript, { code: 1, stderr: 'nft is not installed\n' }, 'nft is not installed'],
  [
    'what nft complains of',
    openScript,
    { code: 1, stderr: 'Error: no\nnft makes no table\n' },
    'nft makes no table: Error: no',
  ],
  [
    'a script that was killed',
    sweepScript,
    { code: null, stderr: '' },
    'it ended with no code and said nothing',
  ],
  [
    'numbers that are all taken',
    openScript,
    { code: numberTaken, stderr: '' },
    'no number is left for a pool: another server has each of them',
  ],
])('a pool that cannot be had says why: %s', async (_, script, end, error) => {
  const { run } = scripted(new Map([[script, [{ stdout: '', ...end }]]]));
  expect(await openPool(run, 2)).toEqual({ ok: false, error });
});

test('a pool without its namespaces is closed again', async () => {
  const { run, log } = scripted(new Map([[slotScript, [{ ...done, code: 1, stderr: 'no more memory' }]]]));
  expect(await openPool(run, 2)).toEqual({ ok: false, error: 'no more memory' });
  expect(log.at(-1)).toEqual([closeScript, '0']);
});

test('a namespace that could not be made is tried again for the next run', async () => {
  const { run } = scripted(new Map([[slotScript, [done, { ...done, code: 1, stderr: 'full' }, done]]]));
  const pool = await poolOf(run);
  await pool.take(v4, 'nobody');
  await pool.take(v4, 'nobody');
  expect(await pool.take(v4, 'nobody')).toEqual({ ok: false, error: 'full' });
  expect(await pool.take(v4, 'nobody')).toMatchObject({ ok: true, value: { name: 'bwk0s2' } });
});

test('IPv6 that would not pass is refused with the reason, and IPv4 goes on', async () => {
  const without = { ...opened, stdout: '/usr/sbin/nft\n/usr/bin/nsenter\nthis machine has no IPv6\n' };
  const pool = await poolOf(scripted(new Map([[openScript, [without]]])).run);
  expect(await pool.take({ targets: targetsTo('fd77::5'), ports: null }, 'nobody')).toEqual({
    ok: false,
    error: 'no IPv6 passes through a namespace: this machine has no IPv6',
  });
  expect((await pool.take(v4, 'nobody')).ok).toBe(true);
});

test('a namespace is given out again once it is back, and given back once', async () => {
  const pool = await poolOf(scripted(new Map()).run);
  const [one, other] = [await pool.take(v4, 'nobody'), await pool.take(v4, 'nobody')];
  if (!one.ok || !other.ok) throw new Error('no lease');
  one.value.release();
  one.value.release();
  const [again, further] = [await pool.take(v4, 'nobody'), await pool.take(v4, 'nobody')];
  expect(again).toMatchObject({ ok: true, value: { name: one.value.name } });
  expect(further).toMatchObject({ ok: true, value: { name: 'bwk0s2' } });
});
