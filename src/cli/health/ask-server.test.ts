import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import { expect, it, onTestFinished } from 'vitest';
import { askServer } from './ask-server.ts';

/** A listener on loopback that answers as it likes. */
async function listen(answer: RequestListener): Promise<URL> {
  const server = createServer(answer);
  await once(server.listen(0, '127.0.0.1'), 'listening');
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  const address = server.address();
  return new URL(`http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}/`);
}

const ask = (base: URL, token: string | null = null, waitMs = 1000) =>
  askServer({ base, group: 'ready', token, waitMs });

it('asks the path of the question, and shows the token where there is one', async () => {
  const asked: (string | undefined)[] = [];
  const base = await listen((request, response) => {
    asked.push(request.url, request.headers.authorization);
    response
      .writeHead(503)
      .end('{"status":"fail","version":"1","checks":{"audit":[{"status":"fail","output":"No."}]}}');
  });
  const checks = { audit: [{ status: 'fail', output: 'No.' }] };
  expect(await ask(base, 'secret')).toEqual({ ok: true, value: { status: 'fail', version: '1', checks } });
  expect(asked).toEqual(['/readyz?verbose', 'Bearer secret']);
});

it.each([
  ['another page', '<html>'],
  ['another document', '{"status":"up"}'],
  ['a name that is none', '{"status":"pass","checks":{"\\u001b[2J":[]}}'],
  ['more than any answer', `{"status":"pass","x":"${'x'.repeat(300_000)}"}`],
])('%s is no answer of ours', async (_, body) => {
  const base = await listen((_request, response) => response.end(body));
  expect(await ask(base)).toEqual({ ok: false, error: 'what answers there is no bailiwick' });
});

it('goes nowhere else', async () => {
  let visits = 0;
  const other = await listen((_request, response) => {
    visits += 1;
    response.end('{"status":"pass"}');
  });
  const base = await listen((_request, response) => response.writeHead(302, { location: other.href }).end());
  expect((await ask(base, 'secret')).ok).toBe(false);
  expect(visits).toBe(0);
});

it('waits no longer than it was told, for headers and for the rest', async () => {
  const silent = await listen(() => undefined);
  const endless = await listen((_request, response) => void response.writeHead(200).write('{'));
  const began = performance.now();
  const answers = await Promise.all([ask(silent, null, 300), ask(endless, null, 300)]);
  const tooLate = { ok: false, error: 'it gave no answer within 300 ms' };
  expect(answers).toEqual([tooLate, tooLate]);
  expect(performance.now() - began).toBeLessThan(2000);
});

it('says where nobody listens', async () => {
  const server = createServer();
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  server.close();
  await once(server, 'close');
  expect(await ask(new URL(`http://127.0.0.1:${port}/`))).toEqual({
    ok: false,
    error: 'nothing listens there',
  });
});
