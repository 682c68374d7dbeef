// What the launcher costs and saves: /bin/true through the executor against a bare spawn from this process, interleaved.
// node bench/spawn.ts [--rounds N]
import { spawn } from 'node:child_process';
import { tmpdir } from 'node:os';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { parseArgs } from 'node:util';
import { freshRunId, openLab } from '../src/exec/fixtures/lab.ts';

const { values } = parseArgs({ options: { rounds: { type: 'string', default: '10' } } });
const rounds = Number(values.rounds);
const sequential = 60;
const concurrent = 256;
const width = 32;

interface Variant {
  readonly name: string;
  readonly once: () => Promise<unknown>;
  readonly latencies: number[];
  readonly rates: number[];
  readonly delays: number[];
}

const lab = openLab({ tmpRoot: tmpdir() });
const variants: readonly Variant[] = [
  variant('bare spawn', bareSpawn),
  variant('launcher', () => lab.run('true', [], { runId: freshRunId() })),
];

for (const each of variants) await atWidth(width, width * 2, each.once);
for (let round = 0; round < rounds; round += 1) {
  for (const each of round % 2 === 0 ? variants : variants.toReversed()) await measure(each);
}
await lab.close();

const [bare] = variants;
console.table(
  Object.fromEntries(
    variants.map((each) => [
      each.name,
      {
        'p50 ms': rounded(quantile(each.latencies, 0.5)),
        '× bare': ratio(quantile(each.latencies, 0.5), quantile(bare?.latencies ?? [], 0.5)),
        'p99 ms': rounded(quantile(each.latencies, 0.99)),
        'runs/s at 32': Math.round(quantile(each.rates, 0.5)),
        '× bare ': ratio(quantile(each.rates, 0.5), quantile(bare?.rates ?? [], 0.5)),
        'loop delay p99 ms at 32': rounded(quantile(each.delays, 0.5)),
      },
    ]),
  ),
);

async function measure({ once, latencies, rates, delays }: Variant): Promise<void> {
  for (let index = 0; index < sequential; index += 1) {
    const from = performance.now();
    await once();
    latencies.push(performance.now() - from);
  }
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  const from = performance.now();
  await atWidth(width, concurrent, once);
  rates.push((concurrent * 1000) / (performance.now() - from));
  delay.disable();
  delays.push(delay.percentile(99) / 1e6);
}

async function atWidth(lanes: number, count: number, once: () => Promise<unknown>): Promise<void> {
  let left = count;
  const lane = async (): Promise<void> => {
    for (; left > 0; left -= 1) await once();
  };
  await Promise.all(Array.from({ length: lanes }, lane));
}

function bareSpawn(): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn('/usr/bin/true', [], { detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
    child.once('error', reject);
    child.once('close', () => resolve());
    child.stdout.resume();
    child.stderr.resume();
  });
}

function variant(name: string, once: () => Promise<unknown>): Variant {
  return { name, once, latencies: [], rates: [], delays: [] };
}

function quantile(samples: readonly number[], share: number): number {
  const sorted = samples.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
}

function rounded(value: number): number {
  return Number(value.toFixed(2));
}

function ratio(value: number, reference: number): number {
  return rounded(value / reference);
}
