import type { IncomingMessage, ServerResponse } from 'node:http';
import {
  toNodeHandler,
  type NodeIncomingMessageLike,
  type NodeServerResponseLike,
} from '@modelcontextprotocol/node';
import { isLoopback } from '../config/loopback.ts';
import { maxBodyBytes } from './mcp-endpoint.ts';
import type { Probe, Router } from './router.ts';

/** Hands one request of node:http to the router and writes its answer; a body that is too long is answered with 413. */
export async function bridge(
  router: Router,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const localPeer = isLocalPeer(request);
  const probed = probeOf(request, localPeer);
  const reply = probed === null ? null : router.probe(probed);
  if (reply !== null) {
    const length = Buffer.byteLength(reply.body);
    response.writeHead(reply.status, { ...reply.headers, 'content-length': length }).end(reply.body);
    return;
  }
  const handler = toNodeHandler(
    { fetch: (webRequest) => router.fetch(webRequest, localPeer) },
    { maxRequestBodySize: maxBodyBytes },
  );
  try {
    await handler(requestFace(request), responseFace(response));
  } catch {
    // The answer could not be written: one client loses its connection, the others keep their server.
    response.destroy();
  }
}

/** A proxy on this machine speaks for others, so what it forwards is not local. */
const isLocalPeer = ({ socket, headers }: IncomingMessage): boolean =>
  isLoopback(socket.remoteAddress ?? '') &&
  headers['forwarded'] === undefined &&
  headers['x-forwarded-for'] === undefined;

/** What may be a plain probe, which is answered without all that the SDK makes of a request; null of all others. */
function probeOf({ method, url, headers }: IncomingMessage, localPeer: boolean): Probe | null {
  if ((method !== 'GET' && method !== 'HEAD') || headers.authorization !== undefined) return null;
  return { path: url ?? '', host: headers.host ?? null, origin: headers.origin ?? null, localPeer };
}

/** The request as the SDK takes it; what would not make a URL becomes one that the gate refuses or that leads nowhere. */
function requestFace(request: IncomingMessage): NodeIncomingMessageLike {
  const { host = '' } = request.headers;
  return {
    method: request.method ?? 'GET',
    url: request.url?.startsWith('/') === true ? request.url : '/-',
    headers: {
      ...request.headers,
      host: /^[A-Za-z0-9.:_[\]-]+$/.test(host) && URL.canParse(`http://${host}`) ? host : 'invalid',
    },
    // Leaving the loop early must not destroy the socket: the answer to a body that is too long still goes through it.
    [Symbol.asyncIterator]: () => request.iterator({ destroyOnReturn: false }),
  };
}

/** The response as the SDK takes it; a stream's headers go out at once, since its first event may be long in coming. */
const responseFace = (response: ServerResponse): NodeServerResponseLike => ({
  writeHead: (status, headers = {}) => {
    // Whether a connection stays is between Node and the client: one who asks for its end gets that.
    const own = Object.entries(headers).filter(([name]) => name.toLowerCase() !== 'connection');
    response.writeHead(status, Object.fromEntries(own));
    if (headers['content-type']?.startsWith('text/event-stream') === true) response.flushHeaders();
  },
  write: (chunk) => response.write(chunk),
  end: (chunk) => response.end(chunk),
  on: (event, listener) => response.on(event, listener),
  get destroyed() {
    return response.destroyed;
  },
});
