// npm run soak -- [--minutes 10] [--warm-up 5] [--rate 50]: see docs/benchmarks.md.
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { exitOnSignals } from './harness/exit-on-signals.ts';
import { machineLines, load, thisMachine } from './harness/machine.ts';
import { endOf, own } from './harness/owned-processes.ts';
import { quantile } from './harness/statistics.ts';
import { soakCall } from './soak/calls.ts';
import { soakClient } from './soak/client.ts';
import { beginFaults } from './soak/faults.ts';
import { makeCalls } from './soak/load.ts';
import { watchMemory } from './soak/memory.ts';
import { auditedEnds, mismatches, note, sumOf, type Found } from './soak/traces.ts';
import { makeWorld } from './soak/world.ts';

exitOnSignals();
const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '10' },
    'warm-up': { type: 'string', default: '5' },
    rate: { type: 'string', default: '50' },
  },
});
process.exitCode = await soak(
  Number(values['warm-up']) * 60,
  Number(values.minutes) * 60,
  Number(values.rate),
);

async function soak(warmUp: number, measured: number, rate: number): Promise<number> {
  const seconds = warmUp + measured;
  process.stdout.write(machineLines(thisMachine(), load()));
  const world = makeWorld();
  const server = own(
    spawn(process.execPath, [...world.command], { env: world.env, stdio: ['ignore', 'ignore', 'pipe'] }),
  );
  const pid = server.pid ?? 0;
  const logged: Found = new Map();
  const address = Promise.withResolvers<string>();
  createInterface({ input: server.stderr }).on('line', (line) => {
    const [url] = /http:\/\/127\.0\.0\.1:[1-9]\d*/.exec(line) ?? [];
    if (url !== undefined) address.resolve(url);
    if (line.includes('"event":"tool.call"')) note(logged, /"correlation_id":"([^"]+)"/.exec(line)?.[1]);
  });
  server.once('exit', (code) => address.reject(new Error(`the server ended with ${code}`)));
  const url = await address.promise;

  const client = soakClient(`${url}/mcp`, 90);
  const memory = watchMemory(pid, warmUp);
  const faults = beginFaults(pid, world);
  const sent = await makeCalls(client, rate, seconds);
  await faults.stop();
  memory.stop();
  client.close();
  const counted = await settledCount(url);
  await endOf(server);

  const wrong = mismatches(
    sent.calls,
    auditedEnds(world.database),
    logged,
    (number) => soakCall(number).leavesMs !== null,
  );
  const seen = Array.from(logged.values()).reduce((sum, lines) => sum + lines, 0);
  const isLong = measured >= 300;
  const riseMb = memory.rise() / 2 ** 20;
  const goals: readonly (readonly [name: string, held: boolean])[] = [
    [`every call has one audit end and one log line (${sent.calls} calls)`, wrong.length === 0],
    [`the metric counts each once (${counted} of ${seen})`, counted === seen],
    [
      `memory rises by less than 5 MB within ${measured} s, after ${warmUp} s (${riseMb.toFixed(1)} MB)`,
      !isLong || riseMb < 5,
    ],
    [`the server ends well (exit code ${server.exitCode})`, server.exitCode === 143],
  ];
  const { counts } = faults;
  process.stdout.write(
    [
      `${sent.calls} calls in ${seconds} s: ${Array.from(sent.statuses, ([status, count]) => `${count} ${status}`).join(', ')}`,
      `${counts.reload} reloads, ${counts.broken} broken configurations, ${counts.launcher} launchers killed, ${counts.missing} times without the program`,
      `a refusal took ${quantile(sent.decisions, 0.5).toFixed(1)} ms, p99 ${quantile(sent.decisions, 0.99).toFixed(1)} ms; memory at most ${(memory.largest() / 2 ** 20).toFixed(0)} MB`,
      ...goals.map(([name, held]) => `${held ? 'PASS' : 'MISS'} ${name}`),
      ...wrong.slice(0, 20),
      '',
    ].join('\n'),
  );
  return goals.every(([, held]) => held) ? 0 : 1;
}

/** What the server has counted, once nothing is under way any more. */
async function settledCount(url: string): Promise<number> {
  for (let tries = 0; tries < 100; tries += 1) {
    // oxlint-disable-next-line no-await-in-loop -- until it is so
    const scrape = await (await fetch(`${url}/metrics`)).text();
    if (sumOf(scrape, 'mcp_tool_active') === 0) return sumOf(scrape, 'mcp_tool_execution_total');
    // oxlint-disable-next-line no-await-in-loop -- as above
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('some call does not end');
}
