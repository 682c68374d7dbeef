import { closeSync, existsSync, fdatasyncSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freshRunId } from '../../src/exec/fixtures/lab.ts';
import { systemClock } from '../../src/host/clock.ts';
import { decisionFor } from '../../src/store/fixtures/records.ts';
import { openAudit, type AuditStore } from '../../src/store/open-audit.ts';
import type { Suite } from '../harness/report.ts';
import { interleave } from '../harness/rounds.ts';
import { median, quantile } from '../harness/statistics.ts';

/** What it costs that a decision is on the disk before anything starts; the disk itself is the reference. */
export const auditSuite: Suite = {
  name: 'audit',
  run: async (effort) => {
    const count = effort === 'full' ? 200 : 40;
    const folders = [tmpdir(), ...(existsSync('/dev/shm') ? ['/dev/shm'] : [])].map((parent) =>
      mkdtempSync(join(parent, 'bailiwick-bench-')),
    );
    const logs = folders.map((folder) => ({
      name: folder.startsWith('/dev') ? inMemory : onDisk,
      ...open(folder),
    }));
    const plain = openSync(join(folders[0] ?? tmpdir(), 'plain'), 'a', 0o600);
    const variants = [
      { name: reference, measure: () => millisecondsOf(count, () => writePlain(plain)) },
      ...logs.map(({ name, log }) => ({ name, measure: () => millisecondsOf(count, () => append(log)) })),
    ];
    const rounds = await interleave(variants, effort === 'full' ? 20 : 8);
    closeSync(plain);
    for (const { log } of logs) log.close();
    for (const folder of folders) rmSync(folder, { recursive: true, force: true });
    return {
      rows: variants.map(({ name }) => {
        const all = rounds.pooled(name, (sample) => sample);
        return {
          variant: name,
          values: {
            'p50 ms': median(all),
            'p99 ms': quantile(all, 0.99),
            'p50 × ref': median(rounds.ratios(name, reference, median)),
          },
        };
      }),
      goals: [],
      notes: ['A call that runs appends two records: the decision, and the outcome.'],
    };
  },
};

const reference = 'write 4 KiB and fdatasync';
const onDisk = 'append a decision';
const inMemory = 'append a decision, file in memory';

function open(folder: string): { readonly log: AuditStore } {
  const opened = openAudit({ path: join(folder, 'audit.db'), clock: systemClock });
  if (!opened.ok) throw new Error(opened.error.message);
  return { log: opened.value };
}

function append(log: AuditStore): void {
  const written = log.decision(decisionFor(freshRunId()));
  if (!written.ok) throw new Error(written.error.message);
}

function writePlain(file: number): void {
  writeSync(file, page);
  fdatasyncSync(file);
}

const page = Buffer.alloc(4096);

function millisecondsOf(count: number, act: () => void): readonly number[] {
  return Array.from({ length: count }, () => {
    const from = performance.now();
    act();
    return performance.now() - from;
  });
}
