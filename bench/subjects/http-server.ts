import { spawn } from 'node:child_process';
import { latenciesOf, rateOf, width } from '../harness/load.ts';
import { endOf, own } from '../harness/owned-processes.ts';
import type { Home } from './home.ts';
import { httpClient, type HttpClient } from './http-client.ts';
import type { Subject } from './subject.ts';
import { digCall, expectSuccess, initializeParams } from './tool-call.ts';

/** Which way a client of Streamable HTTP speaks: every request by itself (2026-07-28), or in a session (before). */
type Era = 'stateless' | 'session';

/** Starts `serve --http` on a free port of loopback. */
export async function startHttpServer(name: string, home: Home, era: Era): Promise<Subject> {
  const child = own(
    spawn(process.execPath, home.command('serve', '--http', '--port', '0'), {
      env: home.env,
      stdio: ['ignore', 'ignore', 'pipe'],
    }),
  );
  const url = await new Promise<string>((resolve, reject) => {
    let said = '';
    child.stderr.setEncoding('utf8').on('data', (words: string) => {
      said = (said + words).slice(-1000);
      const found = /http:\/\/127\.0\.0\.1:[1-9]\d*\/mcp/.exec(said);
      if (found !== null) resolve(found[0]);
    });
    child.once('exit', (code) => reject(new Error(`serve --http ended with ${code}: ${said}`)));
  });
  const client = httpClient(url, width);
  const { headers, params } = era === 'stateless' ? stateless : await openSession(client);
  let last = 1;
  const once = async (): Promise<void> => {
    last += 1;
    const message = { jsonrpc: '2.0', id: last, method: 'tools/call', params };
    expectSuccess((await client.post(message, headers)).body);
  };
  return {
    name,
    pid: child.pid ?? 0,
    sequential: (count) => latenciesOf(count, once),
    concurrent: (count) => rateOf(count, once),
    close: async () => {
      client.close();
      await endOf(child);
    },
  };
}

/** What every request of a conversation carries. */
interface Conversation {
  readonly headers: Readonly<Record<string, string>>;
  readonly params: object;
}

const stateless: Conversation = {
  headers: { 'mcp-protocol-version': '2026-07-28', 'mcp-method': 'tools/call', 'mcp-name': digCall.name },
  params: {
    ...digCall,
    _meta: {
      'io.modelcontextprotocol/protocolVersion': '2026-07-28',
      'io.modelcontextprotocol/clientCapabilities': {},
    },
  },
};

async function openSession(client: HttpClient): Promise<Conversation> {
  const opening = { jsonrpc: '2.0', id: 1, method: 'initialize', params: initializeParams };
  const session = (await client.post(opening, {})).headers['mcp-session-id'];
  if (typeof session !== 'string') throw new Error('the server opened no session');
  const headers = { 'mcp-session-id': session, 'mcp-protocol-version': initializeParams.protocolVersion };
  await client.post({ jsonrpc: '2.0', method: 'notifications/initialized' }, headers);
  return { headers, params: digCall };
}
