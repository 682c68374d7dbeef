import { createServer, type AddressInfo, type Server } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { catalogue } from '../src/tools/catalogue.ts';
import { connectHttp, connectStdio, type Connected } from './clients.ts';
import { createSandbox } from './command-line.ts';
import { hasNmap, pathOf } from './installed.ts';
import { isAlive, runsBelow } from './processes.ts';
import { openSlowCheck, slowScan, type Call, type SlowCheck } from './slow-calls.ts';

const sandbox = createSandbox('auto');
let listener: Server;
let port: number;
let slowCheck: SlowCheck;

beforeAll(async () => {
  slowCheck = await openSlowCheck();
  listener = createServer((socket) => {
    socket.on('error', () => undefined);
    socket.end('220 bailiwick test service\r\n');
  });
  await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve));
  const address = listener.address();
  port = isAddress(address) ? address.port : 0;
});

afterAll(() => {
  listener.close();
  slowCheck.close();
  sandbox.remove();
});

const isAddress = (address: AddressInfo | string | null): address is AddressInfo =>
  typeof address === 'object' && address !== null;

describe.each([
  ['stdio', 'legacy', connectStdio],
  ['stdio', 'modern', connectStdio],
  ['HTTP', 'legacy', connectHttp],
  ['HTTP', 'modern', connectHttp],
] as const)('a client over %s, %s era', (_, era, connect) => {
  let connected: Connected;
  let client: Connected['client'];

  beforeAll(async () => {
    connected = await connect(sandbox, era);
    ({ client } = connected);
  });

  afterAll(() => connected.close());

  /** Starts a call, cancels it once it runs, and gives the processes that it had. */
  const cancel = async (call: Call): Promise<readonly number[]> => {
    const abort = new AbortController();
    const called = client.callTool(call, { signal: abort.signal });
    called.catch(() => {});
    await expect.poll(() => runsBelow(connected.serverPid).length, { timeout: 10_000 }).toBeGreaterThan(0);
    const pids = runsBelow(connected.serverPid);
    abort.abort();
    await expect(called).rejects.toThrow();
    return pids;
  };

  it('speaks the revision of its era and finds the tools that can run here', async () => {
    const { tools } = await client.listTools();
    // Whether what needs raw sockets can run is a matter of rights, not of what is installed.
    const certain = catalogue.filter(({ needsRaw }) => !needsRaw);
    const ready = certain.filter(({ program }) => program.kind !== 'system' || pathOf(program.name) !== null);
    const listed = new Set(tools.map(({ name }) => name));
    expect(certain.filter(({ name }) => listed.has(name))).toEqual(ready);
    expect(client.getNegotiatedProtocolVersion()).toBe(era === 'modern' ? '2026-07-28' : '2025-11-25');
  });

  it('checks a port that is open, and has the same facts as text', async () => {
    const result = await client.callTool({
      name: 'port_check',
      arguments: { target: '127.0.0.1', ports: `${port}` },
    });
    expect(result).toMatchObject({
      isError: false,
      structuredContent: { status: 'succeeded', returncode: 0, error: null },
      content: [{ type: 'text', text: expect.stringContaining(String(port)) }],
    });
    expect(JSON.stringify(result.structuredContent)).toContain('220 bailiwick test service');
  });

  it.skipIf(!hasNmap)('runs a real nmap and hears of its progress (skipped without nmap)', async () => {
    const seen: number[] = [];
    const result = await client.callTool(
      { name: 'nmap', arguments: { target: '127.0.0.1', ports: `${port}`, service_detection: true } },
      { onprogress: ({ progress }) => void seen.push(progress) },
    );
    expect(result.structuredContent).toMatchObject({ status: 'succeeded' });
    expect(JSON.stringify(result.structuredContent)).toContain(String(port));
    expect(seen.length).toBeGreaterThan(0);
    expect(seen).toEqual(seen.toSorted((a, b) => a - b));
  });

  it.each([
    ['8.8.8.8', undefined, /^scope\.outside$/],
    ['10.0.0.5 8.8.8.8', undefined, /^input\.invalid$/],
    ['127.0.0.1', '--script=/tmp/x.nse', /^args\.refused$/],
  ])('is refused %s with extra arguments %s, and nothing is sent', async (target, extra, code) => {
    const input = { target, ports: '53', ...(extra === undefined ? {} : { extra_args: extra }) };
    const result = await client.callTool({ name: 'nmap', arguments: input });
    expect(result).toMatchObject({
      isError: true,
      structuredContent: {
        status: 'refused',
        execution_time: 0,
        error: { code: expect.stringMatching(code) },
      },
      content: [{ text: expect.stringMatching(/^REFUSED .*[Nn]othing was sent/s) }],
    });
  });

  it('cancels a check, and no process of it is left after two seconds', async () => {
    const pids = await cancel(slowCheck.call);
    await expect.poll(() => pids.filter(isAlive), { timeout: 2000 }).toEqual([]);
    expect(isAlive(connected.serverPid)).toBe(true);
  });

  it.skipIf(!hasNmap)('cancels a real nmap, and nothing of it is left (skipped without nmap)', async () => {
    const pids = await cancel(slowScan);
    await expect.poll(() => pids.filter(isAlive), { timeout: 2000 }).toEqual([]);
  });

  it('goes away in the middle of a check, and no process of it is left after two seconds', async () => {
    client.callTool(slowCheck.call).catch(() => {});
    await expect.poll(() => runsBelow(connected.serverPid).length, { timeout: 10_000 }).toBeGreaterThan(0);
    const pids = runsBelow(connected.serverPid);
    await connected.vanish();
    await expect.poll(() => pids.filter(isAlive), { timeout: 2000 }).toEqual([]);
  });
});
