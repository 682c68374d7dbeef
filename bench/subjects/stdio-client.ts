import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';

/** A client that writes lines of JSON and knows which answer belongs to which request; nothing more. */
export interface StdioClient {
  /** The line that answers the request. */
  readonly request: (method: string, params: object) => Promise<string>;
  readonly notify: (method: string) => void;
}

/** Speaks over a server's stdin and stdout. */
export function stdioClient(stdin: Writable, stdout: Readable): StdioClient {
  const waiting = new Map<number, (line: string) => void>();
  let last = 0;
  const send = (message: object): void =>
    void stdin.write(`${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`);
  createInterface({ input: stdout }).on('line', (line) => {
    const id = idOf(line);
    waiting.get(id)?.(line);
    waiting.delete(id);
  });
  return {
    request: (method, params) => {
      const id = (last += 1);
      send({ id, method, params });
      return new Promise((resolve) => {
        waiting.set(id, resolve);
      });
    },
    notify: (method) => send({ method }),
  };
}

function idOf(line: string): number {
  const message: unknown = JSON.parse(line);
  return typeof message === 'object' && message !== null && 'id' in message ? Number(message.id) : 0;
}
