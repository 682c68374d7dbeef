import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { postWebhook } from './post-webhook.ts';

interface Posted {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}
const posted: Posted[] = [];
const nothing: Posted = { path: '', headers: {}, body: '' };
let answers: readonly number[] = [];

const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    const status = answers[posted.length] ?? 204;
    posted.push({
      path: request.url ?? '',
      headers: request.headers,
      body: Buffer.concat(chunks).toString('utf8'),
    });
    // 0 stands for a server that never answers.
    if (status !== 0) response.writeHead(status, status === 302 ? { location: '/elsewhere' } : {}).end('no');
  });
}).listen(0, '127.0.0.1');
await once(server, 'listening');
const portOf = (some: Server): number => {
  const address = some.address();
  return typeof address === 'object' ? (address?.port ?? 0) : 0;
};
const brief = createServer().listen(0, '127.0.0.1');
await once(brief, 'listening');
const closed = portOf(brief);
brief.close();
const url = `http://127.0.0.1:${portOf(server)}/hook?key=cAnary`;
afterAll(() => {
  server.closeAllConnections();
  server.close();
});
beforeEach(() => {
  posted.length = 0;
  answers = [];
});

const webhook = { url, secret: null, timeoutMs: 5000, tries: 1 };

test('a document arrives whole, and its signature is that of the Standard Webhooks scheme', async () => {
  const key = Buffer.from('a key of some bytes');
  const secret = `whsec_${key.toString('base64')}`;
  expect(await postWebhook({ ...webhook, secret }, { text: 'ü' })).toEqual({ ok: true, value: null });
  const [{ headers, body, path } = nothing] = posted;
  expect([path, body, headers['content-type']]).toEqual([
    '/hook?key=cAnary',
    '{"text":"ü"}',
    'application/json',
  ]);
  const text = `${String(headers['webhook-id'])}.${String(headers['webhook-timestamp'])}.${body}`;
  expect(headers['webhook-signature']).toBe(`v1,${createHmac('sha256', key).update(text).digest('base64')}`);
  expect(Math.abs(Number(headers['webhook-timestamp']) - Date.now() / 1000)).toBeLessThan(60);
});

test('a plain secret is the key as it is written, and without one nothing is signed', async () => {
  await postWebhook({ ...webhook, secret: 'sixteen letters.' }, {});
  await postWebhook(webhook, {});
  const [{ headers } = nothing, second] = posted;
  const text = `${String(headers['webhook-id'])}.${String(headers['webhook-timestamp'])}.{}`;
  const mac = createHmac('sha256', 'sixteen letters.').update(text).digest('base64');
  expect(headers['webhook-signature']).toBe(`v1,${mac}`);
  expect(second?.headers['webhook-signature']).toBeUndefined();
});

test('what nobody has taken is posted again with the same id, and then given up', async () => {
  answers = [500, 204];
  expect(await postWebhook({ ...webhook, tries: 3 }, {})).toMatchObject({ ok: true });
  expect(posted).toHaveLength(2);
  expect(posted[0]?.headers['webhook-id']).toBe(posted[1]?.headers['webhook-id']);
  answers = [204, 204, 500, 503];
  const failed = await postWebhook({ ...webhook, tries: 2 }, {});
  expect([failed, posted.length]).toEqual([{ ok: false, error: 'The webhook answered 503.' }, 4]);
});

test('a redirect is a failure and is not followed', async () => {
  answers = [302];
  expect(await postWebhook(webhook, {})).toEqual({ ok: false, error: 'The webhook answered 302.' });
  expect(posted).toHaveLength(1);
});

test.each([
  ['a server that never answers', url, 100, 'it took too long'],
  ['a port where nobody listens', `http://127.0.0.1:${closed}/?key=cAnary`, 5000, 'ECONNREFUSED'],
  ['a port that web clients leave alone', 'http://127.0.0.1:1/?key=cAnary', 5000, 'bad port'],
])('%s is told in a sentence that does not hold the URL', async (_, to, timeoutMs, why) => {
  answers = [0];
  expect(await postWebhook({ ...webhook, url: to, timeoutMs }, {})).toEqual({
    ok: false,
    error: `The webhook could not be reached: ${why}.`,
  });
});
