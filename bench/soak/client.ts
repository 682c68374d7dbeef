import { Agent, request } from 'node:http';
import { text } from 'node:stream/consumers';
import type { SoakCall } from './calls.ts';

/** What became of a call, as its client sees it: an answer's status, or that it went away before one came. */
export type Answer = { readonly kind: 'answered'; readonly status: string } | { readonly kind: 'left' };

/** A client that asks without a session. */
export interface SoakClient {
  readonly call: (call: SoakCall) => Promise<Answer>;
  readonly close: () => void;
}

/** Opens connections as it needs them, `sockets` at most. An answer that is none of a tool's call throws. */
export function soakClient(url: string, sockets: number): SoakClient {
  const agent = new Agent({ keepAlive: true, maxSockets: sockets });
  let last = 0;
  const ask = (asked: SoakCall): Promise<Answer | 'again'> =>
    new Promise((resolve, reject) => {
      last += 1;
      let hasLeft = false;
      const sent = request(url, { agent, method: 'POST', headers: headersOf(asked) });
      sent.once('error', (error) => {
        if (hasLeft) resolve({ kind: 'left' });
        // The server ends a connection that idles, and may do so just as we take it up again.
        else if (sent.reusedSocket) resolve('again');
        else reject(error);
      });
      sent.once('response', (response) => {
        text(response).then(
          (body) => resolve({ kind: 'answered', status: statusIn(body) }),
          (error: unknown) => (hasLeft ? resolve({ kind: 'left' }) : reject(error)),
        );
      });
      sent.end(JSON.stringify({ jsonrpc: '2.0', id: last, method: 'tools/call', params: paramsOf(asked) }));
      if (asked.leavesMs === null) return;
      setTimeout(() => {
        hasLeft = true;
        sent.destroy();
      }, asked.leavesMs);
    });
  const call: SoakClient['call'] = async (asked) => {
    const answer = await ask(asked);
    return answer === 'again' ? await call(asked) : answer;
  };
  return { call, close: () => agent.destroy() };
}

const headersOf = ({ tool }: SoakCall): Record<string, string> => ({
  'content-type': 'application/json',
  accept: 'application/json, text/event-stream',
  'mcp-protocol-version': '2026-07-28',
  'mcp-method': 'tools/call',
  'mcp-name': tool,
});

const paramsOf = (asked: SoakCall): object => ({
  name: asked.tool,
  arguments: asked.arguments,
  _meta: {
    'io.modelcontextprotocol/protocolVersion': '2026-07-28',
    'io.modelcontextprotocol/clientCapabilities': {},
  },
});

function statusIn(body: string): string {
  const [, status] = /"status":"(\w+)"/.exec(body) ?? [];
  if (status === undefined) throw new Error(`no answer of a call: ${body.slice(0, 300)}`);
  return status;
}
