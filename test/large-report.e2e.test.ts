import { execFile } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, onTestFinished, test } from 'vitest';
import { z } from 'zod';
import { reportHosts, reportPorts } from './fixtures/large-report/report.ts';

const start = promisify(execFile);
const fixture = (name: string): string => join(import.meta.dirname, 'fixtures/large-report', name);

const seenSchema = z.looseObject({ growth: z.number(), summary: z.string() });

/** Reads the report in a process of its own; with a folder, as an executor brings it from the `nmap` in there. */
async function read(...words: readonly string[]): Promise<z.output<typeof seenSchema>> {
  const argv = ['--expose-gc', fixture('read.ts'), ...words];
  const { stdout } = await start(process.execPath, argv, { timeout: 55_000 });
  return seenSchema.parse(JSON.parse(stdout));
}

const everything = {
  whole: true,
  scan: 'connect',
  partial: false,
  damaged: false,
  listed: 1024,
  totals: {
    up: reportHosts,
    down: 0,
    open: reportHosts * reportPorts.length,
    closed: reportHosts * 992,
    filtered: 0,
    undecided: 0,
    other: 0,
  },
  omitted: { hosts: reportHosts - 1024, ports: (reportHosts - 1024) * reportPorts.length, scripts: 0 },
  services: reportPorts.map((port) => ({
    port,
    protocol: 'tcp',
    service: `service-${port}`,
    hosts: reportHosts,
  })),
};

test('a report of 65,536 hosts is read in less than 64 MB of extra memory, and every host is counted', async () => {
  const { growth, summary, ...seen } = await read();
  expect(seen).toEqual(everything);
  expect(growth).toBeLessThan(64e6);
  expect(summary).toContain(`22/tcp service-22 ×${reportHosts} (10.1.0.0-255, `);
  expect(summary.length).toBeLessThan(8000);
});

test('the same through launcher and executor: nothing of it is cut on its way', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'bailiwick-report-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const stub = join(folder, 'nmap');
  writeFileSync(stub, `#!/bin/sh\nexec "${process.execPath}" "${fixture('print.ts')}"\n`);
  chmodSync(stub, 0o755);
  const { growth, summary: _, ...seen } = await read(folder);
  expect(seen).toEqual(everything);
  expect(growth).toBeLessThan(64e6);
});
