import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import * as z from 'zod';
import { createSandbox } from './command-line.ts';
import { startServing, type Serving } from './serving.ts';

const sandbox = createSandbox();
const goOn = join(sandbox.folder, 'go-on');
let server: Serving;

beforeAll(async () => {
  const stubs = sandbox.stub(
    'snmpwalk',
    `for turn in $(seq 600); do [ -e ${goOn} ] && break; sleep 0.1; done\necho '.1.3.6.1.2.1.1.5.0 = STRING: "host"'`,
  );
  server = await startServing(
    sandbox,
    '--set',
    `tool.search_path=${stubs},/usr/bin,/bin`,
    '--set',
    'server.inline_wait_sec=1',
  );
});
afterAll(async () => {
  await server.stop();
  sandbox.remove();
});

const answer = z.object({
  result: z.looseObject({}).optional(),
  error: z.looseObject({ code: z.number() }).optional(),
});

/** Sends a request of the stateless era, as a client that understands tasks or one that does not. */
async function ask(method: string, name: string, params: object, declares = true) {
  const extensions = declares ? { 'io.modelcontextprotocol/tasks': {} } : {};
  const _meta = {
    'io.modelcontextprotocol/protocolVersion': '2026-07-28',
    'io.modelcontextprotocol/clientCapabilities': { extensions },
    'io.modelcontextprotocol/clientInfo': { name: 'end-to-end', version: '1' },
  };
  const response = await fetch(`${server.url}/mcp`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      accept: 'application/json, text/event-stream',
      'mcp-protocol-version': '2026-07-28',
      'mcp-method': method,
      'mcp-name': name,
    },
    body: JSON.stringify({ jsonrpc: '2.0', id: 1, method, params: { ...params, _meta } }),
  });
  const text = await response.text();
  const data = text.startsWith('{') ? text : (/^data: (\{.*)$/m.exec(text)?.[1] ?? '{}');
  return answer.parse(JSON.parse(data));
}

const call = (declares?: boolean) =>
  ask(
    'tools/call',
    'snmpwalk',
    { name: 'snmpwalk', arguments: { target: '127.0.0.1', community: 'public' } },
    declares,
  );
const about = (method: string, taskId: string, declares?: boolean) =>
  ask(method, taskId, { taskId }, declares);

it('a call that takes long is a task to a client that understands tasks: it is polled, cancelled, and has a result', async () => {
  const begun = await call();
  expect(begun.result).toMatchObject({ resultType: 'task', status: 'working', ttlMs: null });
  const taskId = z.string().parse(begun.result?.['taskId']);
  expect((await about('tasks/get', taskId)).result).toMatchObject({
    resultType: 'complete',
    taskId,
    status: 'working',
  });
  expect((await about('tasks/cancel', taskId)).result).toMatchObject({ resultType: 'complete' });
  await expect.poll(async () => (await about('tasks/get', taskId)).result?.['status']).toBe('cancelled');

  const second = await call();
  writeFileSync(goOn, '');
  const secondId = z.string().parse(second.result?.['taskId']);
  await expect.poll(async () => (await about('tasks/get', secondId)).result?.['status']).toBe('completed');
  expect((await about('tasks/get', secondId)).result).toMatchObject({
    result: {
      resultType: 'complete',
      isError: false,
      structuredContent: { run_id: secondId, status: 'succeeded' },
    },
  });
});

it('one that ends soon is answered at once; whoever does not understand tasks is sent none, and told of none', async () => {
  const soon = await call();
  expect(soon.result).toMatchObject({ structuredContent: { status: 'succeeded' } });
  const taskId = z.looseObject({ run_id: z.string() }).parse(soon.result?.['structuredContent']).run_id;
  expect((await about('tasks/get', taskId)).result).toMatchObject({ status: 'completed' });
  expect((await about('tasks/get', taskId, false)).error).toMatchObject({ code: -32021 });
  expect((await about('tasks/get', 'r-lusab-babad-gutih')).error).toMatchObject({ code: -32602 });
  expect((await call(false)).result).toMatchObject({ structuredContent: { status: 'succeeded' } });
});
