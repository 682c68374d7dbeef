import { closeSync, fdatasyncSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { freshRunId } from '../../src/exec/fixtures/lab.ts';
import { decisionFor } from '../../src/store/fixtures/records.ts';
import type { Store } from '../../src/store/store.ts';
import { openStoreThread } from '../../src/store/thread/open-store-thread.ts';
import { atMost } from '../harness/goals.ts';
import type { Suite } from '../harness/report.ts';
import { interleave, typical } from '../harness/rounds.ts';
import { median, quantile } from '../harness/statistics.ts';
import { folderInMemory, temporaryFolder } from '../harness/temporary-folder.ts';

/** What it costs that a decision is on the disk before anything starts; the disk itself is the reference. */
export const auditSuite: Suite = {
  name: 'audit',
  run: async (effort) => {
    const count = effort === 'full' ? 200 : 40;
    const folder = temporaryFolder();
    const memory = folderInMemory();
    const logs = [
      { name: onDisk, log: await open(folder) },
      ...(memory === null ? [] : [{ name: inMemory, log: await open(memory) }]),
    ];
    const plain = openSync(join(folder, 'plain'), 'a', 0o600);
    const variants = [
      { name: reference, measure: () => millisecondsOf(count, async () => writePlain(plain)) },
      ...logs.map(({ name, log }) => ({ name, measure: () => millisecondsOf(count, () => append(log)) })),
    ];
    const rounds = await interleave(variants, effort === 'full' ? 20 : 8);
    closeSync(plain);
    for (const { log } of logs) await log.close();
    return {
      rows: variants.map(({ name }) => {
        const all = rounds.pooled(name, ({ took }) => took);
        return {
          variant: name,
          values: {
            'p50 ms': median(all),
            'p99 ms': quantile(all, 0.99),
            'loop delay max ms': typical(rounds, name, ({ delayMs }) => delayMs),
            'p50 × ref': median(rounds.ratios(name, reference, middle)),
          },
        };
      }),
      goals: [
        atMost('P18', 'append of a record on the disk, p50 ms', 1, rounds.of(onDisk, middle)),
        atMost(
          'P19',
          'longest delay of the event loop during a round of appends, ms',
          10,
          rounds.of(onDisk, ({ delayMs }) => delayMs),
        ),
      ],
      notes: ['A call that runs appends two records: the decision, and the outcome.'],
    };
  },
};

const reference = 'write 4 KiB and fdatasync';
const onDisk = 'append a decision';
const inMemory = 'append a decision, file in memory';

async function open(folder: string): Promise<Store> {
  const opened = await openStoreThread({ path: join(folder, 'audit.db'), owner: 'bench' });
  if (!opened.ok) throw new Error(opened.error.message);
  return opened.value;
}

async function append(log: Store): Promise<void> {
  const written = await log.decision(decisionFor(freshRunId()));
  if (!written.ok) throw new Error(written.error.message);
}

function writePlain(file: number): void {
  writeSync(file, page);
  fdatasyncSync(file);
}

const page = Buffer.alloc(4096);

interface Sample {
  /** Milliseconds of each. */
  readonly took: readonly number[];
  /** The longest that anything else had to wait for the event loop. */
  readonly delayMs: number;
}

const middle = ({ took }: Sample): number => median(took);

async function millisecondsOf(count: number, act: () => Promise<void>): Promise<Sample> {
  const took: number[] = [];
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  for (let index = 0; index < count; index += 1) {
    const from = performance.now();
    await act();
    took.push(performance.now() - from);
  }
  delay.disable();
  return { took, delayMs: delay.max / 1e6 };
}
