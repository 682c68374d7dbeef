import { once } from 'node:events';
import { createServer } from 'node:http';
import { expect, it, onTestFinished } from 'vitest';
import { createSandbox } from './command-line.ts';
import { serveThroughout } from './serving.ts';

const sandbox = createSandbox();
const serving = serveThroughout(sandbox);
const health = async (...words: readonly string[]) =>
  await sandbox.run(['health', '--config', sandbox.config, ...words]);

it('tells how a running server is, check by check, and ends with 0', async () => {
  const { code, stdout } = await health('--url', serving().url, '--group', 'info');
  expect(code).toBe(0);
  expect(stdout).toMatch(/^(?:pass|warn) {2}http:\/\/127\.0\.0\.1:\d+\/healthz\n/);
  for (const name of ['audit', 'launcher', 'system', 'process', 'dependencies', 'listener'])
    expect(stdout).toMatch(new RegExp(`^  (?:pass|warn)  ${name} `, 'm'));
});

it('asks the server of the configuration, and gives data to who wants that', async () => {
  const port = new URL(serving().url).port;
  const { code, stdout } = await health('--set', `server.port=${port}`, '--group', 'live', '--json');
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({
    schema: 'bailiwick.health/1',
    url: `http://127.0.0.1:${port}/livez`,
    group: 'live',
    status: 'pass',
    checks: { process: [{ status: 'pass' }] },
  });
});

it('ends with 5 where nobody listens, and says what it cannot know of a server over stdin and stdout', async () => {
  const began = performance.now();
  const { code, stdout, stderr } = await health('--set', 'server.port=1');
  expect([code, stdout]).toEqual([5, '']);
  expect(stderr.replaceAll(/\s+/g, ' ')).toContain(
    'nothing listens there. server.transport is stdio: a server over stdin and stdout belongs to its client',
  );
  expect(performance.now() - began).toBeLessThan(10_000);
});

it('refuses a question that there is not', async () => {
  expect((await health('--group', 'startup')).code).toBe(2);
});

it('ends with 5 where a check fails, and lets no word of a server move the cursor', async () => {
  const output = 'Broken.\u001b[2J\nready';
  const body = { status: 'fail', checks: { audit: [{ status: 'fail', output }] } };
  const server = createServer((_request, response) => response.writeHead(503).end(JSON.stringify(body)));
  await once(server.listen(0, '127.0.0.1'), 'listening');
  onTestFinished(() => void server.close());
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const { code, stdout } = await health('--url', `http://127.0.0.1:${port}`);
  expect(code).toBe(5);
  expect(stdout).toMatch(/^fail {2}\S+\n {2}fail {2}audit +Broken\.[^\u001b\n]+ ready\n$/);
});
