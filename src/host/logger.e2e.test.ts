import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const flood = fileURLToPath(new URL('./fixtures/flood-log.ts', import.meta.url));
const burst = fileURLToPath(new URL('./fixtures/burst-log.ts', import.meta.url));
const closing = fileURLToPath(new URL('./fixtures/close-log.ts', import.meta.url));

test('a stderr that nobody reads costs lines, never the server', async () => {
  const child = spawn(process.execPath, [flood], { stdio: ['ignore', 'pipe', 'pipe'] });
  const said = await once(child.stdout, 'data');
  const { dropped, rss }: { dropped: number; rss: number } = JSON.parse(String(said[0]));
  expect(dropped).toBeGreaterThan(0);
  expect(rss).toBeLessThan(200 * 1024 * 1024);
  child.kill('SIGKILL');
});

test('a stderr that is closed costs lines, never the server', async () => {
  const child = spawn(process.execPath, [flood], { stdio: ['ignore', 'pipe', 'pipe'] });
  child.stderr.destroy();
  const said = await once(child.stdout, 'data');
  expect(String(said[0])).toContain('dropped');
  child.kill('SIGKILL');
});

test('a stderr that nobody reads holds up neither the end of the log nor that of the process', async () => {
  const child = spawn(process.execPath, [closing], { stdio: ['ignore', 'pipe', 'pipe'] });
  const said = await once(child.stdout, 'data');
  expect(Number(said[0])).toBeLessThan(1000);
  expect(await once(child, 'exit')).toEqual([0, null]);
});

test('a log that is closed has written every line to a reader that takes them', () => {
  const { stderr } = spawnSync(process.execPath, [closing], { encoding: 'utf8' });
  expect(stderr.trimEnd().split('\n')).toHaveLength(5000);
});

test('lines that were lost are told in one line, in their place, once the reader takes lines again', () => {
  const { stdout, stderr } = spawnSync(process.execPath, [burst], {
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  const lines = stderr
    .trimEnd()
    .split('\n')
    .map((line): { line?: number; event: string; lines?: number } => JSON.parse(line));
  const told = lines.findIndex(({ event }) => event === 'log.dropped');
  expect(told).toBeGreaterThan(1000);
  expect(lines.slice(0, told).map(({ line }) => line)).toEqual(Array.from({ length: told }, (_, at) => at));
  expect(lines.slice(told)).toMatchObject([{ lines: 20_000 - told }, { line: 20_000 }]);
  expect(Number(stdout)).toBe(20_000 - told);
});

test('every line is one JSON object with its event, level and RFC 5424 severity, and nothing that a terminal obeys', () => {
  const { stderr } = spawnSync(process.execPath, [flood], { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 });
  const lines = stderr.split('\n').slice(0, 10);
  for (const line of lines) {
    expect(JSON.parse(line)).toMatchObject({
      level: 'info',
      severity: 6,
      event: 'tool.call',
      forged: 'a\nb\\x1b[2J\\u{9b}\\u{202e}',
    });
  }
  // oxlint-disable-next-line no-control-regex -- that is what must not be there
  expect(stderr).not.toMatch(/[\u001b\u009b\u202e]/);
});
