import { execFile } from 'node:child_process';
import { appendFileSync, closeSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, onTestFinished, test } from 'vitest';
import { z } from 'zod';
import { childrenOf } from '../src/exec/fixtures/lab.ts';
import { watchPeak } from '../src/exec/fixtures/peak-memory.ts';
import { connectStdio, type Connected } from './clients.ts';
import { createSandbox, type Sandbox } from './command-line.ts';
import { largeReport, reportHosts, reportPorts } from './fixtures/large-report/report.ts';

const start = promisify(execFile);
const seenSchema = z.looseObject({ growth: z.number(), summary: z.string() });

const counts = {
  scan: 'connect',
  partial: false,
  damaged: false,
  totals: {
    up: reportHosts,
    down: 0,
    open: reportHosts * reportPorts.length,
    closed: reportHosts * 997,
    filtered: 0,
    undecided: 0,
    other: 0,
  },
  omitted: { hosts: reportHosts - 1024, ports: (reportHosts - 1024) * reportPorts.length, scripts: 0 },
};

const services = reportPorts.map((port) => ({
  port,
  protocol: 'tcp',
  service: `service-${port}`,
  hosts: reportHosts,
}));

test('a report of 65,536 hosts is read by a fresh process in less than 32 MB of extra memory, and every host is counted', async () => {
  const script = join(import.meta.dirname, 'fixtures/large-report/read.ts');
  const { stdout } = await start(process.execPath, [script], { timeout: 50_000 });
  const { growth, summary, ...seen } = seenSchema.parse(JSON.parse(stdout));
  expect(seen).toEqual({ listed: 1024, ...counts, services });
  expect(growth).toBeLessThan(32e6);
  expect(summary).toContain(`22/tcp service-22 ×${reportHosts} (10.1.0.0-255, `);
  expect(summary.length).toBeLessThan(8000);
});

test('a server that has answered no call yet grows by less than 80 MB over three such reports, and loses nothing of them', async () => {
  const sandbox = createSandbox();
  onTestFinished(sandbox.remove);
  const report = writeReport(sandbox);
  const stubs = sandbox.stub('nmap', `exec /bin/cat ${report}`);
  appendFileSync(sandbox.config, `tool:\n  search_path: [${stubs}]\n`);
  const server = await connectStdio(sandbox, 'legacy');
  onTestFinished(server.close);
  // The list has every tool's program asked for its version: what follows is a call's own.
  await server.client.listTools();
  const [launcher = 0] = childrenOf(server.serverPid);
  const watched = { server: watchPeak(server.serverPid), launcher: watchPeak(launcher) };

  const first = await scan(server);
  expect(watched.server.peakGrowth()).toBeLessThan(80e6);
  expect([first, await scan(server), await scan(server)]).toEqual(Array.from({ length: 3 }, () => whole));
  // Peaks are over all calls: nothing was given back in between to be taken again.
  expect(watched.server.peakGrowth()).toBeLessThan(80e6);
  expect(watched.launcher.peakGrowth()).toBeLessThan(32e6);
});

const whole = expect.objectContaining({
  status: 'succeeded',
  result: expect.objectContaining(counts),
});

/** Calls the stub that prints the report, and gives the result. */
async function scan({ client }: Connected): Promise<unknown> {
  const input = { target: '127.0.0.1', ports: '22' };
  const { structuredContent } = await client.callTool(
    { name: 'nmap', arguments: input },
    { timeout: 50_000 },
  );
  return structuredContent;
}

/** Writes the report beside the configuration, and gives its path. */
function writeReport({ folder }: Sandbox): string {
  const path = join(folder, 'report.xml');
  const file = openSync(path, 'w');
  for (const piece of largeReport()) writeSync(file, piece);
  closeSync(file);
  return path;
}
