import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { afterAll, expect, it } from 'vitest';
import { parseExposition } from '../src/host/metrics/fixtures/parse-exposition.ts';
import { connectStdio } from './clients.ts';
import { createSandbox } from './command-line.ts';
import { startServing } from './serving.ts';

const sandbox = createSandbox();
afterAll(() => sandbox.remove());

const traceId = '4bf92f3577b34da6a3ce929d0e0e4736';
const traceparent = `00-${traceId}-00f067aa0ba902b7-01`;
const canary = '127.0.0.77';
const call = { name: 'port_check', arguments: { target: canary, ports: '1' } };

it('C8: result, log, audit, span and exemplar of a call have the trace that came with it', async () => {
  const [log, spans] = [join(sandbox.folder, 'log'), join(sandbox.folder, 'spans')];
  const sdk = new URL('fixtures/spans-to-file.ts', import.meta.url).href;
  const env = { ...sandbox.env, NODE_OPTIONS: `--import=${sdk}`, SPAN_FILE: spans };
  const settings = [`logging.file_path=${log}`, 'metrics.tracing_enabled=true'];
  const server = await startServing({ ...sandbox, env }, ...settings.flatMap((one) => ['--set', one]));
  const client = new Client({ name: 'end-to-end', version: '1' });
  await client.connect(new StreamableHTTPClientTransport(new URL('/mcp', server.url)));
  const { _meta, structuredContent } = await client.callTool({ ...call, _meta: { traceparent } });
  const accept = 'application/openmetrics-text';
  const scrape = await (await fetch(`${server.url}/metrics`, { headers: { accept } })).text();
  await client.close();
  await server.stop();

  expect(structuredContent).toMatchObject({ correlation_id: traceId });
  expect(_meta).toMatchObject({ correlation_id: traceId });
  expect(JSON.stringify(_meta)).toContain(`00-${traceId}-`);
  const ended = readFileSync(log, 'utf8')
    .split('\n')
    .filter((line) => line.includes('"tool.call"'));
  expect(ended).toHaveLength(1);
  expect(ended[0]).toContain(`"correlation_id":"${traceId}"`);
  expect((await sandbox.run(['audit', 'tail', '--json'])).stdout).toContain(traceId);
  const written = readFileSync(spans, 'utf8');
  expect(JSON.parse(written)).toMatchObject([
    { name: 'tools/call port_check', parent: { traceId }, context: { traceId }, ended: 1 },
    {
      name: expect.stringMatching(/^execute_tool /),
      context: { traceId },
      events: ['queue_wait', 'spawn', 'exit'],
      ended: 1,
    },
  ]);
  const exemplars = parseExposition(scrape, 'openmetrics')
    .flatMap(({ samples }) => samples)
    .filter(({ exemplar }) => exemplar !== null);
  expect(exemplars.map(({ name, exemplar }) => [name, exemplar])).toEqual([
    ['bailiwick_tool_duration_seconds_bucket', `trace_id="${traceId}"`],
  ]);
  expect(written + scrape).not.toContain(canary);
});

it('a server over stdin and stdout has statistics as well, by the same names', async () => {
  const { client, close } = await connectStdio(sandbox, 'modern');
  await client.callTool(call);
  await client.callTool({ ...call, arguments: { target: '192.0.2.1', ports: '1' } });
  const { contents } = await client.readResource({ uri: 'stats://tools' });
  await close();
  const [content] = contents;
  expect(JSON.parse(content !== undefined && 'text' in content ? content.text : '')).toMatchObject({
    tools: {
      port_check: {
        execution_count: 1,
        success_count: 1,
        success_rate: 100,
        refused_count: 1,
        timeout_count: 0,
      },
    },
  });
});
