import { once } from 'node:events';
import { existsSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { createSandbox } from './command-line.ts';

const sandbox = createSandbox();
const begun = join(sandbox.folder, 'begun');
const stubs = sandbox.stub('snmpwalk', `echo x >>${begun}`);

const told: { readonly body: unknown; readonly hadBegun: boolean }[] = [];
let status = 204;
const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    const body: unknown = JSON.parse(Buffer.concat(chunks).toString('utf8'));
    told.push({ body, hadBegun: existsSync(begun) });
    response.writeHead(status).end();
  });
}).listen(0, '127.0.0.1');
await once(server, 'listening');
const address = server.address();
const url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}/`;
afterAll(() => {
  server.close();
  sandbox.remove();
});
beforeEach(() => {
  rmSync(begun, { force: true });
  told.length = 0;
  status = 204;
});

const call = (...words: readonly string[]) =>
  sandbox.run([
    'call',
    'snmpwalk',
    '--json',
    '{"target":"10.0.0.5","community":"public"}',
    '--config',
    sandbox.config,
    '--set',
    `tool.search_path=${stubs},/usr/bin,/bin`,
    '--set',
    `announcements.webhook_url=${url}`,
    ...words,
  ]);

test('a run that could not be announced starts nothing, unless the operator has said that it may', async () => {
  status = 503;
  const refused = await call();
  expect([refused.code, existsSync(begun)]).toEqual([5, false]);
  expect(refused.stdout).toContain('announcement.failed');
  expect(refused.stdout).toContain('answered 503');
  await call('--set', 'announcements.mandatory=false');
  expect(existsSync(begun)).toBe(true);
});

test('a plan starts nothing and is not announced', async () => {
  await call('--plan');
  expect(told).toEqual([]);
});

test('whoever must be told knows the run before its program begins', async () => {
  const { stdout } = await call();
  const answer: { readonly run_id?: string } = JSON.parse(stdout);
  expect(existsSync(begun)).toBe(true);
  expect(told).toHaveLength(1);
  expect(told[0]).toMatchObject({
    hadBegun: false,
    body: {
      type: 'run.starting',
      data: { run_id: answer.run_id, tool: 'snmpwalk', target: '10.0.0.5', principal: 'local' },
    },
  });
});
