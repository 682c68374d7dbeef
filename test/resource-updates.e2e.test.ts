import { createServer } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connectHttp, connectStdio, type Connected } from './clients.ts';
import { createSandbox } from './command-line.ts';

const sandbox = createSandbox();
const service = createServer((socket) => socket.end()).listen(0, '127.0.0.1');
let port = 0;
beforeAll(() => {
  const address = service.address();
  port = typeof address === 'object' ? (address?.port ?? 0) : 0;
});
afterAll(() => {
  service.close();
  sandbox.remove();
});

const host = 'inventory://host/127.0.0.1';
const stats = 'stats://tools';

/** What a client that asks for these is told, as it is told. */
async function updatesOf({ client }: Connected, era: 'legacy' | 'modern', uris: readonly string[]) {
  const told: string[] = [];
  client.setNotificationHandler(
    'notifications/resources/updated',
    ({ params }) => void told.push(params.uri),
  );
  if (era === 'modern') await client.listen({ resourceSubscriptions: [...uris] });
  else for (const uri of uris) await client.subscribeResource({ uri });
  return told;
}

describe.each([
  ['stdio', 'legacy', connectStdio],
  ['stdio', 'modern', connectStdio],
  ['HTTP', 'legacy', connectHttp],
  ['HTTP', 'modern', connectHttp],
] as const)('a client over %s of the %s era', (_, era, connect) => {
  it('is told of the resources that it asked for when a run changes them, and of no others', async () => {
    const connected = await connect(sandbox, era);
    const check = () =>
      connected.client.callTool({
        name: 'port_check',
        arguments: { target: '127.0.0.1', ports: String(port) },
      });
    // A resource that nobody has yet cannot be subscribed to in the handshake eras.
    await check();
    const told = await updatesOf(connected, era, [host, stats]);
    await check();
    await expect.poll(() => told.toSorted()).toEqual([host, stats]);
    await connected.close();
  });
});

it('a resource that is not there, or is another’s, cannot be subscribed to, and an ended subscription tells nothing', async () => {
  const connected = await connectStdio(sandbox, 'legacy');
  const { client } = connected;
  await expect(client.subscribeResource({ uri: 'run://r-lusab-babad-gutih' })).rejects.toThrow();
  const told = await updatesOf(connected, 'legacy', [stats, 'scope://current']);
  await client.unsubscribeResource({ uri: stats });
  await client.callTool({ name: 'scope_check', arguments: { target: '127.0.0.1' } });
  await client.listTools();
  expect(told).toEqual([]);
  await connected.close();
});
