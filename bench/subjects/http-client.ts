import { Agent, request, type IncomingHttpHeaders } from 'node:http';
import { text } from 'node:stream/consumers';

/** A keep-alive client of one URL that posts JSON and takes what comes; nothing more. */
export interface HttpClient {
  readonly post: (body: object, headers: Readonly<Record<string, string>>) => Promise<HttpAnswer>;
  readonly close: () => void;
}

interface HttpAnswer {
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** Opens no connection before the first request, and at most `sockets` at once. */
export function httpClient(url: string, sockets: number): HttpClient {
  const agent = new Agent({ keepAlive: true, maxSockets: sockets });
  const post: HttpClient['post'] = (body, headers) =>
    new Promise((resolve, reject) => {
      const data = JSON.stringify(body);
      const sent = request(url, {
        agent,
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          'content-length': Buffer.byteLength(data),
          accept: 'application/json, text/event-stream',
          ...headers,
        },
      });
      // The server ends a connection that idles while others are measured, and may do so just as we take it up again.
      sent.once('error', (error) => {
        if (sent.reusedSocket) resolve(post(body, headers));
        else reject(error);
      });
      sent.once('response', (response) => {
        text(response).then((answer) => resolve({ headers: response.headers, body: answer }), reject);
      });
      sent.end(data);
    });
  return { post, close: () => agent.destroy() };
}
