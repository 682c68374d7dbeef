import type { Readable, Writable } from 'node:stream';
import { setImmediate as nextTurn, setTimeout as delay } from 'node:timers/promises';
import { serveStdio as serve, StdioServerTransport } from '@modelcontextprotocol/server/stdio';
import type { App } from '../app/app.ts';
import { refuseRepeatedIds } from './refuse-repeated-ids.ts';
import { createServerFactory } from './server-factory.ts';

/** One client over a pair of pipes. */
export interface StdioConnection {
  /** Settles when the client has gone: the end of input, or output that nobody reads. Every run of it is told to stop. */
  readonly ended: Promise<void>;
  /** Ends the connection from our side; runs that still go are stopped. Idempotent. */
  readonly close: () => Promise<void>;
}

const maxMessageBytes = 1024 * 1024;

/** How long good-byes wait for a client that reads nothing. */
const closeGraceMs = 200;

/** Serves MCP over two streams. Nothing but protocol goes to `output`; the owner of the process must keep it so. */
export function serveStdio(app: App, input: Readable, output: Writable): StdioConnection {
  const transport = new StdioServerTransport(input, output, { maxBufferSize: maxMessageBytes });
  const handle = serve(createServerFactory(app, 'stdio'), { transport });
  refuseRepeatedIds(transport);
  app.connection(1);
  const ended = new Promise<void>((resolve) => {
    const { onclose } = transport;
    // oxlint-disable-next-line unicorn/prefer-add-event-listener -- a transport has one callback and no events
    transport.onclose = () => {
      onclose?.();
      app.connection(-1);
      resolve();
    };
  });
  return {
    ended,
    close: async () => {
      // The answers of runs that have just ended still go out.
      await nextTurn();
      const patience = new AbortController();
      await Promise.race([handle.close(), delay(closeGraceMs, null, patience).catch(() => null)]);
      patience.abort();
    },
  };
}
