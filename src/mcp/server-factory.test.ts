import { InMemoryTransport } from '@modelcontextprotocol/client';
import { afterEach, describe, expect, it } from 'vitest';
import { failure } from '../kernel/failure.ts';
import { callErrorOf } from '../pipeline/call-error.ts';
import { closeClients, legacyClient, modernClient } from './fixtures/clients.ts';
import { fakeApp } from './fixtures/fake-app.ts';
import { createServerFactory } from './server-factory.ts';

afterEach(closeClients);

describe.each([
  ['of the handshake era', legacyClient, 'cancelled'],
  ['of the stateless era', modernClient, 'client_gone'],
] as const)('a client %s', (_, connect, cancelReason) => {
  it('lists the tools that can be called, in order, with strict inputs and honest hints', async () => {
    const client = await connect(fakeApp());
    const { tools } = await client.listTools();
    expect(tools.map(({ name }) => name)).toEqual([
      'probe',
      'scan',
      'run_wait',
      'run_output',
      'run_cancel',
      'runs_diff',
    ]);
    expect(tools[0]).toMatchObject({
      title: 'The probe',
      inputSchema: { additionalProperties: false, required: ['target'] },
      outputSchema: { type: 'object', required: ['status', 'summary', 'result'] },
      annotations: { readOnlyHint: true, destructiveHint: false },
    });
  });

  it('gets a result that fits its own output schema, and the same facts as text', async () => {
    const client = await connect(fakeApp());
    await client.listTools();
    const result = await client.callTool({ name: 'probe', arguments: { target: '127.0.0.1' } });
    expect(result.isError).toBe(false);
    expect(result.structuredContent).toMatchObject({
      status: 'succeeded',
      tool: 'probe',
      result: { open: [22] },
    });
    expect(result.content).toMatchObject([{ type: 'text', text: expect.stringContaining('open=22') }]);
  });

  it('gets a refusal as a result with its code, not as an error of protocol', async () => {
    const why = failure('scope.outside', '"8.8.8.8" is outside the authorised scope.', { field: 'target' });
    const fake = fakeApp((call) => {
      call.finish({ status: 'refused', result: null, summary: why.message, error: callErrorOf(why) });
    });
    const client = await connect(fake);
    await client.listTools();
    const result = await client.callTool({ name: 'probe', arguments: { target: '8.8.8.8' } });
    expect(result.isError).toBe(true);
    expect(result.structuredContent).toMatchObject({ status: 'refused', error: { code: 'scope.outside' } });
    expect(result.content).toMatchObject([
      { text: expect.stringMatching(/^REFUSED scope\.outside: .*Nothing was sent/) },
    ]);
  });

  it('sends arguments on as they are, with its name as a label', async () => {
    const fake = fakeApp();
    const client = await connect(fake);
    const input: Record<string, unknown> = JSON.parse(
      '{"target":7,"unknown":["x"],"__proto__":{"ports":"22"}}',
    );
    await client.callTool({ name: 'probe', arguments: input });
    expect(fake.calls[0]?.request).toMatchObject({
      tool: 'probe',
      input,
      caller: { principal: 'local', client: 'tester/1.0.0' },
    });
    expect(JSON.stringify(fake.calls[0]?.request.input)).toContain('__proto__');
  });

  it('hears of a misspelt tool as a mistake of protocol, once the pipeline has recorded the refusal', async () => {
    const unknown = failure('input.invalid', 'There is no tool "prove".', {
      next: ['Did you mean "probe"?'],
    });
    const fake = fakeApp((call) => call.finish({ status: 'refused', error: callErrorOf(unknown) }));
    const client = await connect(fake);
    await expect(client.callTool({ name: 'prove', arguments: {} })).rejects.toMatchObject({
      code: -32602,
      message: expect.stringMatching(/The same call will always be refused\. Did you mean "probe"\?/),
    });
    expect(fake.calls).toHaveLength(1);
    expect(fake.requests).toContain('validation_error');
  });

  it('may call a tool whose program is missing, and is told by the pipeline', async () => {
    const fake = fakeApp();
    const client = await connect(fake);
    await client.callTool({ name: 'absent', arguments: {} });
    expect(fake.calls).toHaveLength(1);
  });

  it('gets progress at once, and no more of it within a second', async () => {
    const fake = fakeApp((call) => {
      for (const done of [1, 1, 5, 3, 9]) call.report({ done, total: 10, message: `${done} of 10` });
      call.finish();
    });
    const client = await connect(fake);
    const seen: number[] = [];
    await client.callTool(
      { name: 'probe', arguments: {} },
      { onprogress: ({ progress }) => void seen.push(progress) },
    );
    expect(seen).toEqual([1]);
  });

  it('stops the run when it cancels the call', async () => {
    const fake = fakeApp(() => {});
    const client = await connect(fake);
    const abort = new AbortController();
    const called = client.callTool({ name: 'scan', arguments: {} }, { signal: abort.signal });
    called.catch(() => {});
    await expect.poll(() => fake.calls.length).toBe(1);
    abort.abort();
    await expect(called).rejects.toThrow();
    expect(await fake.calls[0]?.stopped).toBe(cancelReason);
  });

  it('finds an empty list of prompts, and errors for what is not there', async () => {
    const client = await connect(fakeApp());
    expect((await client.listPrompts()).prompts).toEqual([]);
    await expect(client.readResource({ uri: 'x://y' })).rejects.toMatchObject({ code: -32602 });
    await expect(client.getPrompt({ name: 'x' })).rejects.toMatchObject({ code: -32602 });
  });

  it('is told the scope and how to treat refusals, in at most 1,900 characters', async () => {
    const client = await connect(fakeApp());
    const instructions = client.getInstructions() ?? '';
    expect(instructions).toContain('*.lab.internal');
    expect(instructions).toContain('never repeat the same call');
    expect(instructions.length).toBeLessThanOrEqual(1900);
  });
});

it('tells the run when the client goes away in the middle of a call', async () => {
  const fake = fakeApp(() => {});
  const client = await legacyClient(fake);
  client.callTool({ name: 'scan', arguments: {} }).catch(() => {});
  await expect.poll(() => fake.calls.length).toBe(1);
  await client.close();
  expect(await fake.calls[0]?.stopped).toBe('client_gone');
});

it('stops every run of a connection that closes, although two of its calls have one id', async () => {
  const fake = fakeApp(() => {});
  const [ours, theirs] = InMemoryTransport.createLinkedPair();
  const server = await createServerFactory(fake.app, 'stdio')({ era: 'legacy' });
  await server.connect(theirs);
  const call = {
    jsonrpc: '2.0' as const,
    id: 7,
    method: 'tools/call',
    params: { name: 'scan', arguments: {} },
  };
  for (const _ of [1, 2]) await ours.send(call);
  await expect.poll(() => fake.calls.length).toBe(2);
  await ours.close();
  expect(await Promise.all(fake.calls.map(({ stopped }) => stopped))).toEqual(['client_gone', 'client_gone']);
});
