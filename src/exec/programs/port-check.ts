// A program of its own: it checks TCP ports by connecting, and prints one JSON object a line. It trusts its command line as
// any other tool does; what may be on it was decided before it was started. Every check is counted; of a large scan only the
// first of each kind are printed, so that a report is a few megabytes at most, whatever was asked.
import { once } from 'node:events';
import { parseArgs } from 'node:util';
import { formatFirst } from '../../scope/address.ts';
import type { Interval } from '../../scope/interval.ts';
import { parsePorts } from '../../scope/ports.ts';
import { readTarget } from '../../scope/target.ts';
import { tcpCheck, type TcpCheckSettings } from './tcp-check.ts';

const usage =
  'usage: port-check --ports SPEC --timeout-ms N --concurrency N [--banners] -- ADDRESS|BLOCK|RANGE…';

/** More than a result takes of each. */
const mostOpen = 10_000;
const mostOthers = 500;

const order = readOrder();
if (order === null) {
  process.stderr.write(`${usage}\n`);
  process.exitCode = 64;
} else {
  await run(order);
}

interface Order extends TcpCheckSettings {
  readonly concurrency: number;
  readonly ports: readonly number[];
  readonly targets: readonly Interval[];
  readonly total: number;
}

/** Runs every check, at most `concurrency` at once. Where this machine fails, it says so and ends with 1. */
async function run({ total, concurrency, ...asked }: Order): Promise<void> {
  let done = 0;
  const counts = { open: 0, closed: 0, filtered: 0 };
  const checks = pairs(asked.ports, asked.targets);
  const beat = setInterval(() => void print({ type: 'progress', done, total, ...counts }), 250);
  const worker = async (): Promise<void> => {
    for (const [address, port] of checks) {
      const check = await tcpCheck(address, port, asked);
      done += 1;
      counts[check.state] += 1;
      const nth = check.state === 'open' ? counts.open : counts.closed + counts.filtered;
      if (nth <= (check.state === 'open' ? mostOpen : mostOthers)) await print({ type: 'check', ...check });
    }
  };
  try {
    await Promise.all(Array.from({ length: Math.min(concurrency, total) }, worker));
    await print({ type: 'end', done, total, ...counts });
  } catch (error) {
    process.stderr.write(`port-check: stopped after ${done} of ${total} checks: ${String(error)}\n`);
    process.exitCode = 1;
  } finally {
    clearInterval(beat);
  }
}

/** Port by port over all addresses, so that no single host is hit by every connection at once. Workers share it. */
function* pairs(
  ports: readonly number[],
  targets: readonly Interval[],
): Generator<readonly [string, number]> {
  for (const port of ports) {
    for (const target of targets) {
      for (const address of addresses(target)) yield [address, port];
    }
  }
}

function* addresses(target: Interval): Generator<string> {
  if (target.family === 4) {
    for (let at = target.lo; at <= target.hi; at += 1) yield formatFirst({ family: 4, lo: at, hi: at });
  } else {
    for (let at = target.lo; at <= target.hi; at += 1n) yield formatFirst({ family: 6, lo: at, hi: at });
  }
}

async function print(line: Readonly<Record<string, unknown>>): Promise<void> {
  if (!process.stdout.write(`${JSON.stringify(line)}\n`)) await once(process.stdout, 'drain');
}

function readOrder(): Order | null {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    strict: false,
    options: {
      ports: { type: 'string' },
      'timeout-ms': { type: 'string' },
      concurrency: { type: 'string' },
      banners: { type: 'boolean' },
    },
  });
  const spec = parsePorts(String(values.ports ?? ''), '--ports');
  const timeoutMs = Number(values['timeout-ms']);
  const concurrency = Number(values['concurrency']);
  const targets = positionals.flatMap((text) => {
    const target = readTarget(text);
    return target === null || target.kind === 'host' ? [] : [target.interval];
  });
  const isWhole = targets.length === positionals.length && targets.length > 0;
  if (!spec.ok || !isWhole || !(timeoutMs > 0) || !(concurrency > 0)) return null;
  const ports = spec.value.ranges.flatMap(({ lo, hi }) =>
    Array.from({ length: hi - lo + 1 }, (_, at) => lo + at),
  );
  const hosts = targets.reduce((sum, { lo, hi }) => sum + Number(BigInt(hi) - BigInt(lo)) + 1, 0);
  return {
    ports,
    targets,
    timeoutMs,
    concurrency,
    banners: values['banners'] === true,
    total: hosts * ports.length,
  };
}
