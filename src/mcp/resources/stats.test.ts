import { afterEach, describe, expect, it } from 'vitest';
import type { Operation } from '../../host/metrics/metrics.ts';
import { closeClients, legacyClient, modernClient } from '../fixtures/clients.ts';
import { fakeApp } from '../fixtures/fake-app.ts';

afterEach(closeClients);

describe.each([
  ['of the handshake era', legacyClient],
  ['of the stateless era', modernClient],
] as const)('a client %s', (_, connect) => {
  it('finds the statistics of the tools that it can call, and of no others', async () => {
    const client = await connect(fakeApp());
    const { resources } = await client.listResources();
    expect(resources).toContainEqual(
      expect.objectContaining({ uri: 'stats://tools', mimeType: 'application/json' }),
    );
    const { contents } = await client.readResource({ uri: 'stats://tools' });
    const [content] = contents;
    const told: unknown = JSON.parse(content !== undefined && 'text' in content ? content.text : '');
    const unused = { execution_count: 0, success_rate: 0, last_execution_time: null };
    expect(contents).toMatchObject([{ uri: 'stats://tools', mimeType: 'application/json' }]);
    expect(told).toMatchObject({
      start_time: '1970-01-01T00:00:00.000Z',
      tools: { probe: unused, scan: unused },
    });
    expect(JSON.stringify(told)).not.toMatch(/absent|connections|request/);
  });

  it('finds no other statistics', async () => {
    const client = await connect(fakeApp());
    await expect(client.readResource({ uri: 'stats://system' })).rejects.toMatchObject({ code: -32602 });
  });

  it('has its requests timed by method and tool, with the type of what went wrong', async () => {
    const operations: Operation[] = [];
    const fake = fakeApp(
      ({ request, finish }) => finish(request.tool === 'scan' ? { status: 'failed' } : {}),
      {
        operation: (operation) => operations.push(operation),
      },
    );
    const client = await connect(fake);
    await client.callTool({ name: 'probe', arguments: {} });
    await client.callTool({ name: 'scan', arguments: {} });
    await client.readResource({ uri: 'x://y' }).catch(() => undefined);
    expect(operations.filter(({ method }) => method !== 'tools/list')).toMatchObject([
      { method: 'tools/call', tool: 'probe', errorType: null },
      { method: 'tools/call', tool: 'scan', errorType: 'tool_error' },
      { method: 'resources/read', tool: null, errorType: 'validation_error' },
    ]);
    for (const { seconds } of operations) expect(seconds).toBeGreaterThan(0);
    expect(fake.requests.slice(-3)).toEqual([null, null, 'validation_error']);
  });
});
