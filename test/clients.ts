import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import type { Sandbox } from './command-line.ts';
import { serveWords, startServing, type Serving } from './serving.ts';

/** A client of the official SDK that is connected to a server of its own. */
export interface Connected {
  readonly client: Client;
  /** The process that serves it. */
  readonly serverPid: number;
  /** Drops the connection as a client that dies does: no word of good-bye. */
  readonly vanish: () => Promise<void>;
  /** Ends client and server. */
  readonly close: () => Promise<void>;
}

export type Era = 'legacy' | 'modern';

const clientOf = (era: Era): Client =>
  new Client(
    { name: 'end-to-end', version: '1.0.0' },
    { versionNegotiation: { mode: era === 'legacy' ? 'legacy' : { pin: '2026-07-28' } } },
  );

/** Starts `serve --stdio` as clients do; `before` are the words that run it somewhere else, such as in another namespace. */
export async function connectStdio(
  sandbox: Sandbox,
  era: Era,
  before: readonly string[] = [],
): Promise<Connected> {
  const [command = process.execPath, ...args] = [
    ...before,
    process.execPath,
    ...serveWords(sandbox, '--stdio'),
  ];
  const transport = new StdioClientTransport({
    command,
    args,
    env: { ...sandbox.env },
    stderr: 'ignore',
  });
  const client = clientOf(era);
  await client.connect(transport);
  const serverPid = transport.pid ?? 0;
  return {
    client,
    serverPid,
    vanish: () => client.close(),
    close: () => client.close(),
  };
}

/** Starts `serve --http` and connects to it. */
export async function connectHttp(sandbox: Sandbox, era: Era): Promise<Connected> {
  const serving: Serving = await startServing(sandbox);
  const client = clientOf(era);
  await client
    .connect(new StreamableHTTPClientTransport(new URL('/mcp', serving.url)))
    .catch(async (error: unknown) => {
      await serving.stop();
      throw error;
    });
  return {
    client,
    serverPid: serving.pid,
    vanish: () => client.close(),
    close: async () => {
      await client.close();
      await serving.stop();
    },
  };
}
