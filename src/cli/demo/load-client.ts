import type { Client } from '@modelcontextprotocol/client';
import type { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { failure } from '../../kernel/failure.ts';
import { err, ok, type Result } from '../../kernel/result.ts';

/** The parts of the official client that the demo uses. */
export interface ClientLibrary {
  readonly Client: typeof Client;
  readonly StdioClientTransport: typeof StdioClientTransport;
}

/** Loads the official MCP client. It is a tool of development: a checkout has it, an installed package may not. */
export async function loadClient(): Promise<Result<ClientLibrary>> {
  try {
    const [client, stdio] = await Promise.all([
      import('@modelcontextprotocol/client'),
      import('@modelcontextprotocol/client/stdio'),
    ]);
    return ok({ Client: client.Client, StdioClientTransport: stdio.StdioClientTransport });
  } catch {
    return err(
      failure('tool.missing', 'The demo needs the official MCP client, which is not installed here.', {
        next: ['Run it in a checkout (npm run demo), or: npm install @modelcontextprotocol/client@2.4.0'],
      }),
    );
  }
}
