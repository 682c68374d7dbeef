import { ProtocolError, ProtocolErrorCode, type Server } from '@modelcontextprotocol/server';
import type { App } from '../../app/app.ts';
import { counted } from '../counted.ts';
import { principalOf } from '../principal.ts';
import { readResource } from './resources.ts';

/**
 * Tells a lasting connection of resources that have changed; returns the way to stop. In the handshake eras a client subscribes to
 * what it can read, and is told of that alone; in the stateless one the SDK knows what a client listens to.
 */
export function tellUpdates(app: App, server: Server, era: 'legacy' | 'modern'): () => void {
  const subscribed = new Set<string>();
  if (era === 'legacy') {
    server.setRequestHandler('resources/subscribe', ({ params: { uri } }, context) =>
      counted(app, 'resources/subscribe', null, async () => {
        await readResource(app, uri, principalOf(context));
        if (subscribed.size >= mostSubscriptions) throw tooMany;
        subscribed.add(uri);
        return {};
      }),
    );
    server.setRequestHandler('resources/unsubscribe', ({ params: { uri } }) =>
      counted(app, 'resources/unsubscribe', null, () => {
        subscribed.delete(uri);
        return {};
      }),
    );
  }
  return app.onResourceChange((uri) => {
    // A client that has gone is not told.
    if (era === 'modern' || subscribed.has(uri)) server.sendResourceUpdated({ uri }).catch(() => undefined);
  });
}

/** Of one connection. */
const mostSubscriptions = 256;

const tooMany = new ProtocolError(
  ProtocolErrorCode.InvalidParams,
  `A connection has ${mostSubscriptions} subscriptions at most: end one by resources/unsubscribe.`,
);
