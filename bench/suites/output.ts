import { freshRunId, openLab, type Lab } from '../../src/exec/fixtures/lab.ts';
import { atMost } from '../harness/goals.ts';
import { forgetPeak, residentMb } from '../harness/process-stat.ts';
import type { Findings, Suite } from '../harness/report.ts';
import { interleave, typical, type Rounds } from '../harness/rounds.ts';
import { spawnOnce } from '../harness/spawn-once.ts';
import { median } from '../harness/statistics.ts';

interface Sample {
  readonly ms: number;
  /** How much resident memory grew at its highest, MB. */
  readonly server: number;
  readonly launcher: number;
}

const mebibyte = 2 ** 20;

/** A program that floods: 1 MiB is kept, the rest is read, counted and let go. The reference is `cat` to nowhere. */
export const outputSuite: Suite = {
  name: 'output',
  run: async (effort) => {
    const lab = openLab({ keep: { stdoutBytes: mebibyte, stderrBytes: mebibyte } });
    const full = effort === 'full';
    const small = await flood(lab, 100, full ? 10 : 4);
    const large = await flood(lab, 1024, full ? 4 : 1);
    await lab.close();
    return {
      rows: [...small.rows, ...large.rows],
      goals: [
        atMost('P12', '100 MiB, wall × cat', 1.5, small.ratios),
        atMost('P12', '100 MiB, growth of server and launcher together, MB', 64, small.growth),
      ],
    };
  },
};

interface Flood {
  readonly rows: Findings['rows'];
  readonly ratios: readonly number[];
  readonly growth: readonly number[];
}

async function flood(lab: Lab, mebibytes: number, count: number): Promise<Flood> {
  const names = [`${mebibytes} MiB, cat >/dev/null`, `${mebibytes} MiB, executor`] as const;
  const rounds = await interleave(
    [
      { name: names[0], measure: () => throughCat(mebibytes) },
      { name: names[1], measure: () => throughExecutor(lab, mebibytes) },
    ],
    count,
  );
  const ratios = (name: string): readonly number[] => rounds.ratios(name, names[0], ({ ms }) => ms);
  return {
    rows: names.map((name) => ({ variant: name, values: valuesOf(rounds, name, median(ratios(name))) })),
    ratios: ratios(names[1]),
    growth: rounds.of(names[1], ({ server, launcher }) => server + launcher),
  };
}

const valuesOf = (rounds: Rounds<Sample>, name: string, ratio: number): Record<string, number> => ({
  'wall ms': typical(rounds, name, ({ ms }) => ms),
  'wall × ref': ratio,
  'server growth MB': typical(rounds, name, ({ server }) => server),
  'launcher growth MB': typical(rounds, name, ({ launcher }) => launcher),
});

async function throughCat(mebibytes: number): Promise<Sample> {
  const from = performance.now();
  await spawnOnce('/bin/sh', ['-c', `head -c ${mebibytes}M /dev/zero | cat >/dev/null`]);
  return { ms: performance.now() - from, server: 0, launcher: 0 };
}

async function throughExecutor(lab: Lab, mebibytes: number): Promise<Sample> {
  const launcher = lab.launcher.pid ?? 0;
  for (const pid of [process.pid, launcher]) forgetPeak(pid);
  const before = { server: residentMb(process.pid).now, launcher: residentMb(launcher).now };
  const from = performance.now();
  const { stdout, ending } = await lab.run('head', ['-c', `${mebibytes}M`, '/dev/zero'], {
    runId: freshRunId(),
    timeoutSec: 120,
  });
  const ms = performance.now() - from;
  if (ending.kind !== 'exited' || stdout.bytes !== mebibytes * mebibyte)
    throw new Error('the flood was cut short');
  return {
    ms,
    server: residentMb(process.pid).peak - before.server,
    launcher: residentMb(launcher).peak - before.launcher,
  };
}
