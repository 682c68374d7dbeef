import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { stubWeeklyNmap, weeklyScan } from './a-week-apart.ts';
import { createSandbox } from './command-line.ts';
import { startServing } from './serving.ts';

const sandbox = createSandbox();
const secret = 'a secret of some letters';
const config = join(sandbox.folder, 'watches.yaml');
interface Posted {
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}
const posted: Posted[] = [];
const receiver = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    posted.push({ headers: request.headers, body: Buffer.concat(chunks).toString('utf8') });
    // Whoever posts has to come twice.
    response.writeHead(posted.length === 1 ? 503 : 204).end();
  });
});

async function bailiwick(...words: readonly string[]) {
  const ended = await sandbox.run([...words, '--config', config]);
  return { ...ended, stderr: ended.stderr.replaceAll(/\s+/g, ' ') };
}

beforeAll(async () => {
  const stubs = stubWeeklyNmap(sandbox);
  receiver.listen(0, '127.0.0.1');
  await once(receiver, 'listening');
  const address = receiver.address();
  const port = typeof address === 'object' ? (address?.port ?? 0) : 0;
  const lab = { tool: 'nmap', arguments: JSON.stringify(weeklyScan), every: '1s' };
  const text = {
    version: 1,
    scope: { allow: ['10.77.9.8/29'] },
    tool: { search_path: [stubs, '/usr/bin', '/bin'] },
    watches: {
      lab,
      outside: { ...lab, arguments: '{"target":"10.99.0.1"}', every: '1h' },
      march: { ...lab, baseline: 'march', every: '1h' },
    },
    watch_notices: { webhook_url: `http://127.0.0.1:${port}/hook`, webhook_secret: secret },
  };
  writeFileSync(config, JSON.stringify(text));
}, 60_000);
afterAll(() => {
  receiver.closeAllConnections();
  receiver.close();
  sandbox.remove();
});

it('runs a watch, compares it with the run before, and posts what has changed with a signature', async () => {
  const first = await bailiwick('watch', 'lab', '--once');
  expect([first.code, first.stdout]).toEqual([0, expect.stringContaining('It is the first run')]);
  expect(posted).toEqual([]);
  const second = await bailiwick('watch', 'lab', '--once');
  expect([second.code, second.stdout]).toEqual([1, expect.stringContaining('10.77.9.13  + host up')]);
  expect(posted).toHaveLength(2);
  const [, { headers, body } = { headers: {}, body: '' }] = posted;
  const text = `${String(headers['webhook-id'])}.${String(headers['webhook-timestamp'])}.${body}`;
  const mac = createHmac('sha256', secret).update(text).digest('base64');
  expect(headers['webhook-signature']).toBe(`v1,${mac}`);
  expect(JSON.parse(body)).toMatchObject({
    type: 'watch.ran',
    timestamp: expect.stringMatching(/^20.*Z$/),
    data: {
      watch: 'lab',
      tool: 'nmap',
      kinds: { host: 2 },
      diff: { schema: 'bailiwick.diff/1', same: false },
    },
  });
  const third = await bailiwick('watch', 'lab', '--once', '--json');
  expect(JSON.parse(third.stdout)).toMatchObject({ watch: 'lab', changes: 0, diff: { same: true } });
  expect([third.code, posted.length]).toEqual([0, 2]);
}, 60_000);

it('is a call like any other: what is out of scope is refused, and records name the watch', async () => {
  const outside = await bailiwick('watch', 'outside', '--once');
  expect(outside).toMatchObject({ code: 3, stdout: '', stderr: expect.stringContaining('scope.outside') });
  const { stdout } = await bailiwick('runs', 'list', '--all', '--json');
  const { runs } = JSON.parse(stdout);
  expect(runs[0]).toMatchObject({ principal: 'watch:outside', state: 'refused' });
  expect(runs[1]).toMatchObject({ principal: 'watch:lab', state: 'succeeded' });
});

it('compares with a baseline, and says where that, or the watch itself, is missing', async () => {
  expect(await bailiwick('watch', 'march', '--once')).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('There is no baseline "march"'),
  });
  await bailiwick('baseline', 'set', 'march', 'last');
  expect(await bailiwick('watch', 'march', '--once')).toMatchObject({
    code: 0,
    stdout: expect.stringMatching(/^march → r-[a-z-]{17}: no change/),
  });
  expect(await bailiwick('watch', 'lba', '--once')).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('There are lab, outside, march.'),
  });
});

it('runs again and again in the foreground, until it is told to stop', async () => {
  const again = join(sandbox.folder, 'again');
  const stubs = sandbox.stub(
    'nmap',
    `echo >>'${again}.log'; test "$(wc -l <'${again}.log')" -lt 3 || touch '${again}'
cat '${new URL('../src/tools/catalogue/fixtures/a-week-apart/nmap-after.xml', import.meta.url).pathname}'`,
  );
  const words = [
    'watch',
    'lab',
    '--json',
    '--config',
    config,
    '--set',
    `tool.search_path=${stubs},/usr/bin,/bin`,
  ];
  const { code, stdout } = await sandbox.run(words, { interruptOnce: again });
  expect(code).toBe(130);
  const lines = stdout
    .trim()
    .split('\n')
    .map((line): unknown => JSON.parse(line));
  expect(lines.length).toBeGreaterThanOrEqual(2);
  expect(lines).toMatchObject(lines.map(() => ({ watch: 'lab', diff: { same: true } })));
}, 60_000);

it('runs by itself while a server serves, and its metrics tell of it', async () => {
  const server = await startServing({ ...sandbox, config });
  const until = Date.now() + 20_000;
  let metrics = '';
  while (!metrics.includes('bailiwick_watch_changes') && Date.now() < until) {
    metrics = await (await fetch(new URL('/metrics', server.url))).text();
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  await server.stop();
  expect(metrics).toMatch(/^bailiwick_watch_last_run_timestamp_seconds\{watch="lab"\} \d+/m);
  expect(metrics).toContain('bailiwick_watch_changes{watch="lab",kind="host"} 0');
  expect(metrics).toContain('bailiwick_watch_failures_total{watch="lab"} 0');
  expect(metrics).not.toContain('watch="outside"');
}, 60_000);
