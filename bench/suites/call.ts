import { join } from 'node:path';
import { atLeast, atMost, reported } from '../harness/goals.ts';
import type { Load } from '../harness/load.ts';
import { childrenOf, cpuMicroseconds, residentMb } from '../harness/process-stat.ts';
import type { Findings, Suite } from '../harness/report.ts';
import { interleave, typical, type Rounds } from '../harness/rounds.ts';
import { median, quantile } from '../harness/statistics.ts';
import { folderInMemory } from '../harness/temporary-folder.ts';
import { bareSpawn } from '../subjects/bare-spawn.ts';
import { makeHome } from '../subjects/home.ts';
import { startHttpServer } from '../subjects/http-server.ts';
import { startStdioServer } from '../subjects/stdio-server.ts';
import type { Subject } from '../subjects/subject.ts';

interface Sample {
  readonly latencies: readonly number[];
  readonly p50: number;
  readonly tail: number;
  readonly rate: number;
  /** Processor time per call at c32, microseconds: of the process itself, and of its launcher. */
  readonly cpu: number;
  readonly launcherCpu: number;
}

/** A guarded `tools/call` from end to end, against a process that only spawns the same program. */
export const callSuite: Suite = {
  name: 'call',
  run: async (effort) => {
    const load = effort === 'full' ? { sequential: 60, concurrent: 320 } : { sequential: 30, concurrent: 96 };
    const home = makeHome();
    const memory = folderInMemory();
    const subjects = [
      bareSpawn(home.stub, ['-r']),
      await startStdioServer('stdio', home),
      await startHttpServer('http', home, 'stateless'),
      await startHttpServer('http, session', home, 'session'),
      ...(memory === null
        ? []
        : [
            await startStdioServer(
              'stdio, log in memory',
              home,
              '--set',
              `database.url=sqlite:${join(memory, 'a.db')}`,
            ),
          ]),
    ];
    // Code is compiled as it gets warm; clients that make a handful of calls see the first, slower figures.
    for (const subject of subjects) await subject.concurrent(effort === 'full' ? 2000 : 300);
    const rounds = await interleave(
      subjects.map((subject) => ({ name: subject.name, measure: () => measure(subject, load) })),
      effort === 'full' ? 20 : 5,
    );
    const rows = subjects.map((subject) => rowOf(subject, rounds));
    for (const subject of subjects) await subject.close();
    return { rows, goals: goalsOf(rounds) };
  },
};

const reference = 'bare spawn';

async function measure({ pid, sequential, concurrent }: Subject, load: Load): Promise<Sample> {
  const latencies = await sequential(load.sequential);
  const launcher = childrenOf(pid)[0];
  const launcherCpuNow = (): number => (launcher === undefined ? 0 : cpuMicroseconds(launcher));
  const before = { own: cpuMicroseconds(pid), launcher: launcherCpuNow() };
  const rate = await concurrent(load.concurrent);
  const p50 = median(latencies);
  return {
    latencies,
    p50,
    tail: quantile(latencies, 0.99) / p50,
    rate,
    cpu: (cpuMicroseconds(pid) - before.own) / load.concurrent,
    launcherCpu: (launcherCpuNow() - before.launcher) / load.concurrent,
  };
}

function rowOf({ name, pid }: Subject, rounds: Rounds<Sample>): Findings['rows'][number] {
  const latencies = rounds.pooled(name, (sample) => sample.latencies);
  return {
    variant: name,
    values: {
      'p50 ms': median(latencies),
      'p95 ms': quantile(latencies, 0.95),
      'p99 ms': quantile(latencies, 0.99),
      'p50 × ref': median(rounds.ratios(name, reference, ({ p50 }) => p50)),
      'calls/s c32': typical(rounds, name, ({ rate }) => rate),
      'calls/s × ref': median(rounds.ratios(name, reference, ({ rate }) => rate)),
      'cpu µs': typical(rounds, name, ({ cpu }) => cpu),
      'cpu × ref': median(rounds.ratios(name, reference, ({ cpu }) => cpu)),
      'launcher cpu µs': typical(rounds, name, ({ launcherCpu }) => launcherCpu),
      'peak MB': residentMb(pid).peak,
    },
  };
}

const goalsOf = (rounds: Rounds<Sample>): Findings['goals'] => [
  atMost(
    'P1',
    'stdio call, p50 × bare spawn',
    1.6,
    rounds.ratios('stdio', reference, ({ p50 }) => p50),
  ),
  atMost(
    'P2',
    'HTTP call, p50 × bare spawn',
    1.7,
    rounds.ratios('http', reference, ({ p50 }) => p50),
  ),
  reported(
    atMost(
      'P3',
      'stdio call, p99 ÷ p50 at c1',
      4,
      rounds.of('stdio', ({ tail }) => tail),
    ),
  ),
  atLeast(
    'P4',
    'stdio calls/s at c32 × bare spawn',
    1,
    rounds.ratios('stdio', reference, ({ rate }) => rate),
  ),
  atMost(
    'P6',
    'stdio server CPU per call × bare spawn',
    0.5,
    rounds.ratios('stdio', reference, ({ cpu }) => cpu),
  ),
];
