import { monitorEventLoopDelay } from 'node:perf_hooks';
import { freshRunId, openLab, tiersHere } from '../../src/exec/fixtures/lab.ts';
import type { SandboxMode } from '../../src/exec/sandbox/sandbox.ts';
import type { Execution } from '../../src/pipeline/ports.ts';
import { atMost } from '../harness/goals.ts';
import { latenciesOf, rateOf, type Load } from '../harness/load.ts';
import type { Findings, Suite } from '../harness/report.ts';
import { interleave, typical, type Rounds } from '../harness/rounds.ts';
import { spawnOnce } from '../harness/spawn-once.ts';
import { median, quantile } from '../harness/statistics.ts';

interface Sample {
  readonly latencies: readonly number[];
  readonly p50: number;
  readonly rate: number;
  /** The event loop's delay while 32 runs are under way, 99th percentile, milliseconds. */
  readonly delay: number;
}

/** What the launcher costs and saves, and what each sandbox costs: `/bin/true` through the executor, and by a spawn of this process. */
export const spawnSuite: Suite = {
  name: 'spawn',
  run: async (effort) => {
    const load = effort === 'full' ? { sequential: 60, concurrent: 256 } : { sequential: 25, concurrent: 64 };
    const labs = (await tiersHere()).map((sandbox) => ({
      name: nameOf(sandbox),
      lab: openLab({ sandbox }),
    }));
    const rounds = await interleave(
      [
        { name: reference, measure: () => measure(load, () => spawnOnce('/bin/true')) },
        ...labs.map(({ name, lab }) => ({
          name,
          measure: () => measure(load, () => succeed(lab.run('true', [], { runId: freshRunId() }))),
        })),
      ],
      effort === 'full' ? 20 : 5,
    );
    await Promise.all(labs.map(({ lab }) => lab.close()));
    return describe(
      rounds,
      labs.map(({ name }) => name),
    );
  },
};

const reference = 'bare spawn';
const launcher = 'launcher';
const pooled = 'launcher, bwrap in a pooled netns';

function nameOf(mode: SandboxMode): string {
  if (mode === 'require-netns') return pooled;
  return mode === 'process' ? launcher : 'launcher, bwrap';
}

async function succeed(running: Promise<Execution>): Promise<void> {
  const { ending } = await running;
  if (ending.kind !== 'exited' || ending.code !== 0) throw new Error(`a run ${ending.kind}`);
}

async function measure(load: Load, once: () => Promise<unknown>): Promise<Sample> {
  const latencies = await latenciesOf(load.sequential, once);
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  const rate = await rateOf(load.concurrent, once);
  delay.disable();
  return { latencies, p50: median(latencies), rate, delay: delay.percentile(99) / 1e6 };
}

function describe(rounds: Rounds<Sample>, names: readonly string[]): Findings {
  const delays = rounds.of(launcher, ({ delay }) => delay);
  return {
    rows: [reference, ...names].map((name) => {
      const latencies = rounds.pooled(name, (sample) => sample.latencies);
      return {
        variant: name,
        values: {
          'p50 ms': median(latencies),
          'p99 ms': quantile(latencies, 0.99),
          'p50 × ref': median(rounds.ratios(name, reference, ({ p50 }) => p50)),
          'runs/s c32': typical(rounds, name, ({ rate }) => rate),
          'runs/s × ref': median(rounds.ratios(name, reference, ({ rate }) => rate)),
          'loop delay p99 ms c32': typical(rounds, name, ({ delay }) => delay),
        },
      };
    }),
    goals: [
      atMost('P7', 'event loop delay p99 at c32 through the launcher, ms', 15, delays),
      ...(names.includes(pooled)
        ? [
            atMost(
              'P7n',
              'p50 in a box in a pooled network namespace, × a bare spawn',
              5,
              rounds.ratios(pooled, reference, ({ p50 }) => p50),
            ),
          ]
        : []),
    ],
  };
}
