import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createSandbox } from './command-line.ts';
import { startServing, type Serving } from './serving.ts';

// Each is known to the server in its own way; any part of them in any outlet is a leak.
const token = 'cAnary1-of-the-configuration-0123456789';
const inherited = 'cAnary2-of-the-environment';
const community = 'cAnary3-of-a-call';
const given = 'cAnary4-of-a-header';

const sandbox = createSandbox();
const log = join(sandbox.folder, 'server.log');
let serving: Serving;
const outlets: Record<string, string> = {};

beforeAll(async () => {
  appendFileSync(
    sandbox.config,
    `auth:\n  token: ${token}\nlogging:\n  level: trace\n  file_path: server.log\n`,
  );
  const stubs = sandbox.stub(
    'snmpwalk',
    `echo ".1.3.6.1.2.1.1.5.0 = STRING: \\"name ${community}\\""; echo "bad ${community} ${community}" >&2; exit 1`,
  );
  serving = await startServing(
    { ...sandbox, env: { ...sandbox.env, MY_API_KEY: inherited } },
    '--set',
    `tool.search_path=${stubs}`,
  );
});

afterAll(async () => {
  await serving.stop();
  sandbox.remove();
});

const probe = async (path: string, headers: Readonly<Record<string, string>>): Promise<string> => {
  const response = await fetch(serving.url + path, { headers });
  return `${JSON.stringify([...response.headers])}\n${await response.text()}`;
};

it('C6: a canary in the configuration, the environment, arguments, output, errors and headers is in no outlet', async () => {
  const client = new Client({ name: 'canaries', version: '1' });
  const requestInit = { headers: { authorization: `Bearer ${token}`, cookie: given, 'x-api-key': given } };
  await client.connect(new StreamableHTTPClientTransport(new URL('/mcp', serving.url), { requestInit }));
  const encoded = [community, encodeURIComponent(community), Buffer.from(community).toString('base64')];
  const calls = [
    { name: 'snmpwalk', arguments: { target: '127.0.0.1', community } },
    { name: 'snmpwalk', arguments: { target: '127.0.0.1', community: `${community} "x"` } },
    { name: 'snmpwalk', arguments: { target: '8.8.8.8', community, dry_run: true } },
    { name: 'snmpwalk', arguments: { target: '127.0.0.1', extra_args: `--community=${community}` } },
    { name: 'http_probe', arguments: { target: `http://me:${given}@127.0.0.1:1/` } },
    { name: 'http_probe', arguments: { target: `http://me:${given}@8.8.8.8/${given}`, dry_run: true } },
    { name: 'curl', arguments: { target: 'http://8.8.8.8/', dry_run: true, extra_args: `-u me:${given}` } },
    {
      name: 'port_check',
      arguments: {
        target: '8.8.8.8',
        dry_run: true,
        extra_args: `--header 'Authorization: Bearer ${given}'`,
      },
    },
    ...encoded.map((text) => ({ name: 'snmpwalk', arguments: { target: `${text} x/y`, community } })),
  ];
  const results = await Promise.all(
    calls.map(async (call) => JSON.stringify(await client.callTool(call).catch(String))),
  );
  await client.close();
  const headers = [
    { authorization: `Bearer ${token}` },
    { authorization: `Bearer ${given}` },
    {
      authorization: `Basic ${Buffer.from(`me:${given}`).toString('base64')}`,
      cookie: `s=${given}`,
      'x-api-key': given,
    },
  ];
  const paths = [
    '/healthz?verbose',
    '/healthz',
    '/readyz?verbose',
    '/livez',
    '/metrics',
    `/mcp?token=${given}`,
  ];
  const answers = await Promise.all(paths.flatMap((path) => headers.map((some) => probe(path, some))));
  const views = await Promise.all(
    [['export'], ['show'], ['show', '--json'], ['explain', 'auth.token'], ['explain', 'database.url']].map(
      (words) =>
        sandbox.run(['config', ...words, '--config', sandbox.config], {
          env: { MY_API_KEY: inherited, BAILIWICK_DATABASE_URL: `sqlite:${sandbox.folder}/${inherited}.db` },
        }),
    ),
  );
  Object.assign(outlets, {
    results: results.join('\n'),
    answers: answers.join('\n'),
    views: views.map(({ stdout, stderr }) => stdout + stderr).join('\n'),
    log: readFileSync(log, 'utf8'),
    audit: ['', '-wal']
      .map((end) => join(sandbox.folder, 'state', 'bailiwick', `audit.db${end}`))
      .filter((path) => existsSync(path))
      .map((path) => readFileSync(path, 'latin1'))
      .join('\n'),
  });
  const parts = [token, inherited, community, given].flatMap((secret) => [
    secret,
    Buffer.from(secret).toString('base64').slice(0, -4),
    Buffer.from(`me:${secret}`).toString('base64').slice(4, -4),
    Buffer.from(secret).toString('hex'),
  ]);
  const leaks = Object.entries(outlets).flatMap(([name, text]) =>
    parts.filter((part) => text.toLowerCase().includes(part.toLowerCase())).map((part) => `${name}: ${part}`),
  );
  expect(leaks).toEqual([]);
  // None of the outlets is empty: what is not written leaks nothing either.
  expect(outlets['log']?.match(/"tool\.call"/g)).toHaveLength(calls.length);
  expect(outlets['results']).toContain('[secret]');
  expect(outlets['views']).toContain('[redacted]');
  expect(outlets['answers']).toContain('mcp_tool_execution_total');
  expect(outlets['audit']).toContain('snmpwalk');
});
