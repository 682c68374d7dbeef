import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { openLab } from '../src/exec/fixtures/lab.ts';
import { httpProbe } from '../src/tools/catalogue/http-probe.ts';
import { httpProbeResult } from '../src/tools/catalogue/http-probe/result.ts';
import { callReal } from './call-real.ts';
import { pathOf } from './installed.ts';

// Three machines of one port: 127.0.0.1 and 127.0.0.3 are in scope, 127.0.0.2 is denied and counts who comes.
const curl = pathOf('curl');
const allowed = '127.0.0.1';
const other = '127.0.0.3';
const denied = '127.0.0.2';
const name = 'www.lab.internal';

interface Seen {
  readonly to: string;
  readonly url: string;
  readonly token: string | undefined;
  readonly agent: string | undefined;
}
const seen: Seen[] = [];
let connectionsToDenied = 0;
let location = '';

const port = await listen(allowed, 0);
await listen(other, port);
await listen(denied, port);
const lab = openLab();
afterAll(() => lab.close());
beforeEach(() => {
  seen.length = 0;
  connectionsToDenied = 0;
});

describe.skipIf(curl === null)('redirects that curl meets (skipped where it is not installed)', () => {
  test('a relative one is followed, with the headers of the caller, and the name is asked each time', async () => {
    location = '/end?x=1#part';
    const { result, asked, decisions } = await probe([[allowed], [allowed]], { headers: { 'X-Trace': 't' } });
    expect(result).toMatchObject({ status: 200, url: `http://${name}:${port}/end?x=1`, stopped: null });
    expect(result.hops.map(({ status }) => status)).toEqual([302, 200]);
    expect(seen.map(({ url, token }) => `${url} ${token}`)).toEqual(['/go t', '/end?x=1 t']);
    expect(asked).toBe(2);
    expect(decisions.map(({ decision, pinned }) => `${decision} ${pinned.join()}`)).toEqual(
      Array(2).fill(`allow ${name}=${allowed}`),
    );
  });

  test('each request names the run that it belongs to', async () => {
    location = '/end';
    const { runId } = await probe([[allowed], [allowed]]);
    const agent = `bailiwick (run ${runId})`;
    expect(seen.map(({ url, agent: by }) => `${url} ${by}`)).toEqual([`/go ${agent}`, `/end ${agent}`]);
  });

  test('the denied machine counts who comes', async () => {
    await fetch(`http://${denied}:${port}/`);
    expect(connectionsToDenied).toBe(1);
  });

  test.each([
    ['a denied address', `http://${denied}:${port}/`, 'scope.denied'],
    ['a denied address behind a user', `http://${allowed}@${denied}:${port}/`, 'input.invalid'],
    ['a denied address as a number', `http://2130706434:${port}/`, 'scope.denied'],
    ['a denied address without a scheme', `//${denied}:${port}/`, 'scope.denied'],
    ['a public name', 'http://example.com/', 'scope.outside'],
    ['a file', 'file:///etc/passwd', 'input.invalid'],
    ['another protocol', `gopher://${denied}:${port}/_x`, 'input.invalid'],
    ['no address at all', 'http://', 'input.invalid'],
  ])('one to %s is recorded, and nothing is sent', async (_, to, code) => {
    location = to;
    const { result, status, decisions } = await probe([[allowed]]);
    expect(status).toBe('succeeded');
    expect(result).toMatchObject({ status: 302, stopped: { code } });
    expect(result.hops).toHaveLength(1);
    expect(decisions.map(({ decision }) => decision)).toEqual(['allow', 'deny']);
    expect(decisions[1]).toMatchObject({ code });
    expect(seen.map(({ url }) => url)).toEqual(['/go']);
    expect(connectionsToDenied).toBe(0);
  });

  test.each([
    ['another answer', [denied]],
    ['one more answer', [allowed, denied]],
  ])('a name that has %s by the time of the redirect is not followed', async (_, answers) => {
    location = `http://${name}:${port}/end`;
    const { result, decisions } = await probe([[allowed], answers]);
    expect(result).toMatchObject({ stopped: { url: location, code: 'scope.denied' } });
    expect(decisions[1]).toMatchObject({ decision: 'deny', target: location });
    expect(seen.map(({ url }) => url)).toEqual(['/go']);
    expect(connectionsToDenied).toBe(0);
  });

  test('another origin in scope gets the request, and none of the caller’s headers', async () => {
    location = `http://${other}:${port}/end`;
    const { result } = await probe([[allowed]], { headers: { 'X-Trace': 't' } });
    expect(result.hops.map(({ address }) => address)).toEqual([allowed, other]);
    expect(seen.map(({ to, token }) => `${to} ${token ?? 'none'}`)).toEqual([
      `${allowed} t`,
      `${other} none`,
    ]);
  });

  test('a circle ends at the bound', async () => {
    location = '/go';
    const { result, summary } = await probe([[allowed], [allowed], [allowed], [allowed]], {
      max_redirects: 3,
    });
    expect(seen).toHaveLength(4);
    expect(result.hops).toHaveLength(4);
    expect(summary).toContain('HTTP 302 → 302 → 302 → 302.');
    expect(summary).toContain('The redirect was not followed: max_redirects.');
  });

  test('a second hop that is slow leaves the first one in the result', async () => {
    location = '/slow';
    const { result, status } = await probe([[allowed], [allowed]], { timeout_sec: 2 });
    expect(status).toBe('timed_out');
    expect(result.hops.map((hop) => hop.status)).toEqual([302, null]);
    expect(result.connection).toBe('unfinished');
  });

  test('a second hop that is refused by the host is a result', async () => {
    location = `http://${allowed}:1/`;
    const { result, status } = await probe([[allowed]]);
    expect([status, result.connection]).toEqual(['succeeded', 'refused']);
  });
});

/** Probes the first machine by its name; `answers` are what that resolves to, one time after the other. */
async function probe(answers: readonly (readonly string[])[], input: Readonly<Record<string, unknown>> = {}) {
  const target = `http://${name}:${port}/go`;
  const { executor } = lab;
  const { result, ...called } = await callReal({
    tool: httpProbe,
    input: { target, ...input },
    executor,
    answers,
    deny: [denied],
  });
  const { status, summary } = result;
  return { status, summary, runId: result.run_id, result: httpProbeResult.parse(result.result), ...called };
}

async function listen(address: string, wanted: number): Promise<number> {
  const server = createServer((request: IncomingMessage, response: ServerResponse) => {
    const { url = '', headers } = request;
    seen.push({
      to: address,
      url,
      token: String(headers['x-trace'] ?? '') || undefined,
      agent: headers['user-agent'],
    });
    if (url === '/slow') return;
    if (url === '/go') response.writeHead(302, { Location: location });
    response.end('hello');
  });
  server.on('connection', () => {
    if (address === denied) connectionsToDenied += 1;
  });
  server.listen(wanted, address);
  await once(server, 'listening');
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });
  const bound = server.address();
  return typeof bound === 'object' && bound !== null ? bound.port : 0;
}
