import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { failure } from '../../kernel/failure.ts';
import { err, ok, type Result } from '../../kernel/result.ts';
import type { Progress } from '../../kernel/run-event.ts';
import type { ClientLibrary } from './load-client.ts';
import { readReply, type Reply } from './reply.ts';
import type { Workspace } from './workspace.ts';

/** bailiwick as a client sees it. */
export interface Connection {
  /** The name and version that the server gives, and the protocol that was agreed. */
  readonly server: string;
  readonly protocol: string;
  /** The process id of the server that the client started. */
  readonly pid: number;
  readonly toolNames: () => Promise<readonly string[]>;
  /** Calls a tool; null where no result of bailiwick came back, as after an abort. */
  readonly call: (
    tool: string,
    input: Readonly<Record<string, unknown>>,
    how?: CallOptions,
  ) => Promise<Reply | null>;
  readonly close: () => Promise<void>;
}

interface CallOptions {
  readonly onProgress?: (progress: Progress) => void;
  readonly signal?: AbortSignal;
}

/** Starts `bailiwick serve --stdio` as any client does, with the official MCP client. */
export async function connect(
  { Client, StdioClientTransport }: ClientLibrary,
  workspace: Workspace,
): Promise<Result<Connection>> {
  const launcher = fileURLToPath(new URL('../../../bin/bailiwick.js', import.meta.url));
  const transport = new StdioClientTransport({
    command: process.execPath,
    args: [launcher, 'serve', '--stdio', '--config', workspace.configFile],
    // Beside this there is what the client passes on by itself, such as PATH. Records stay in the private folder.
    env: {
      PATH: process.env['PATH'] ?? '',
      HOME: workspace.folder,
      XDG_STATE_HOME: join(workspace.folder, 'state'),
    },
    stderr: 'ignore',
  });
  const client = new Client(
    { name: 'bailiwick-demo', version: '1.0.0' },
    { versionNegotiation: { mode: { pin: '2026-07-28' } } },
  );
  try {
    await client.connect(transport, { timeout: 20_000 });
  } catch (error) {
    await client.close();
    const message = `bailiwick did not answer the client: ${error instanceof Error ? error.message : String(error)}`;
    return err(
      failure('sandbox.unavailable', message, { next: ['`node bin/bailiwick.js doctor` says why.'] }),
    );
  }
  const { name, version } = client.getServerVersion() ?? { name: 'unknown', version: '' };
  return ok({
    server: `${name} ${version}`,
    protocol: client.getNegotiatedProtocolVersion() ?? 'unknown',
    pid: transport.pid ?? 0,
    toolNames: async () => (await client.listTools()).tools.map((tool) => tool.name),
    call: async (tool, input, { onProgress, signal } = {}) => {
      const options = {
        timeout: 60_000,
        ...(signal === undefined ? {} : { signal }),
        onprogress: (update: {
          progress: number;
          total?: number | undefined;
          message?: string | undefined;
        }) =>
          onProgress?.({ done: update.progress, total: update.total ?? null, message: update.message ?? '' }),
      };
      try {
        const reply = await client.callTool({ name: tool, arguments: { ...input } }, options);
        return readReply(reply.structuredContent);
      } catch {
        return null;
      }
    },
    close: () => client.close(),
  });
}
