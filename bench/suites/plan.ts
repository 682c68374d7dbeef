import { spawn } from 'node:child_process';
import { createPlanner, type Planner } from '../../src/app/planner.ts';
import { loadConfig } from '../../src/config/load.ts';
import { catalogue } from '../../src/tools/catalogue.ts';
import { samplePlace } from '../../src/tools/fixtures/sample-policy.ts';
import { atMost, reported } from '../harness/goals.ts';
import { own } from '../harness/owned-processes.ts';
import type { Suite } from '../harness/report.ts';
import { interleave, typical } from '../harness/rounds.ts';
import { checkoutEntry } from '../subjects/home.ts';

interface Call {
  readonly name: string;
  readonly tool: string;
  readonly input: object;
  readonly allowed: boolean;
}

const calls: readonly Call[] = [
  { name: 'dig', tool: 'dig', input: { target: 'db.lab.internal', server: '10.0.0.53' }, allowed: true },
  { name: 'nmap', tool: 'nmap', input: { target: '10.0.0.0/24', ports: '22,80,443' }, allowed: true },
  {
    name: 'nmap, extra_args',
    tool: 'nmap',
    input: { target: '10.0.0.5', extra_args: '-sV -T4 -p 1-1000' },
    allowed: true,
  },
  { name: 'nmap, refused', tool: 'nmap', input: { target: '8.8.8.8' }, allowed: false },
];

/** What the guard costs: schema, scope, extra arguments and argv, in this process and as `plan --jsonl`. */
export const planSuite: Suite = {
  name: 'plan',
  run: async (effort) => {
    const planner = makePlanner();
    const full = effort === 'full';
    const count = full ? 5000 : 1500;
    const lines = full ? 50_000 : 10_000;
    const inProcess = await interleave(
      calls.map((call) => ({ name: call.name, measure: () => microsecondsOf(planner, call, count) })),
      full ? 20 : 10,
    );
    const whole = await interleave(
      [{ name: 'plan --jsonl', measure: () => linesPerSecond(lines) }],
      full ? 5 : 2,
    );
    const dig = inProcess.of('dig', (micros) => micros);
    return {
      rows: [
        ...calls.map(({ name }) => {
          const micros = typical(inProcess, name, (value) => value);
          return { variant: name, values: { 'µs a decision': micros, 'decisions/s': 1e6 / micros } };
        }),
        {
          variant: 'plan --jsonl, the whole process',
          values: { 'decisions/s': typical(whole, 'plan --jsonl', (rate) => rate) },
        },
      ],
      goals: [reported(atMost('P9', 'a decision about dig, µs', 40, dig))],
      notes: [`plan --jsonl reads ${lines} lines, its start included.`],
    };
  },
};

function makePlanner(): Planner {
  const loaded = loadConfig({ env: {}, flags: [] });
  if (!loaded.ok) throw new Error('the default configuration is not sound');
  const planner = createPlanner(loaded.value.config, loaded.value.placeOf, catalogue, samplePlace);
  if (!planner.ok) throw new Error('the default scope is not sound');
  return planner.value;
}

function microsecondsOf({ plan }: Planner, { name, tool, input, allowed }: Call, count: number): number {
  const from = performance.now();
  for (let left = count; left > 0; left -= 1) {
    if (plan(tool, input, () => null).ok !== allowed)
      throw new Error(`${name} was not decided as it should be`);
  }
  return ((performance.now() - from) * 1000) / count;
}

/** Decisions a second of one process that reads `count` lines, from its start to its end. */
async function linesPerSecond(count: number): Promise<number> {
  const from = performance.now();
  const child = own(
    spawn(process.execPath, [checkoutEntry, 'plan', '--jsonl'], { stdio: ['pipe', 'pipe', 'inherit'] }),
  );
  let decided = 0;
  child.stdout.on('data', (chunk: Buffer) => {
    for (const byte of chunk) decided += byte === newline ? 1 : 0;
  });
  child.stdin.end(Array.from({ length: count }, (_, at) => lineOf(at)).join(''));
  await new Promise((resolve) => {
    child.once('close', resolve);
  });
  if (decided !== count) throw new Error(`plan --jsonl decided ${decided} of ${count} lines`);
  return (count * 1000) / (performance.now() - from);
}

const newline = 10;

function lineOf(at: number): string {
  const { tool, input } = calls[at % calls.length] ?? {};
  return `${JSON.stringify({ id: at, tool, arguments: input })}\n`;
}
