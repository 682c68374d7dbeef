import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { callReal } from '../../../test/call-real.ts';
import { pathOf } from '../../../test/installed.ts';
import { openLab } from '../../exec/fixtures/lab.ts';
import { gobuster } from './gobuster.ts';
import { gobusterResult } from './gobuster/result.ts';

const allowed = '127.0.0.1';
const denied = '127.0.0.2';
const nameServer = '127.0.0.61';

const seen: string[] = [];
let connectionsToDenied = 0;
const port = await listen(allowed, 0);
await listen(denied, port);
const asked = await answerDns();
const folder = mkdtempSync(join(tmpdir(), 'bailiwick-words-'));
const lab = openLab();
afterAll(async () => {
  await lab.close();
  rmSync(folder, { recursive: true });
});
beforeEach(() => {
  seen.length = 0;
  connectionsToDenied = 0;
});

describe.skipIf(pathOf('gobuster') === null)('gobuster (skipped where it is not installed)', () => {
  test('dir asks the pinned address by the name of the host, and follows no redirect', async () => {
    const found = await search(['admin', 'away', 'nope'], { target: `http://www.lab.internal:${port}/` });
    expect(found.found).toMatchObject([
      { name: '/admin', status: 200, size: 5, location: null },
      { name: '/away', status: 302, location: `http://${denied}:${port}/` },
    ]);
    expect(new Set(seen.map((line) => line.split(' ')[0]))).toEqual(new Set([`www.lab.internal:${port}`]));
    expect(seen.map((line) => line.split(' ')[1])).toEqual(
      expect.arrayContaining(['/admin', '/away', '/nope']),
    );
    expect(connectionsToDenied).toBe(0);
  });

  test('it sends no more requests than the budget was charged for', async () => {
    await search(['a', 'b', 'c'], { extensions: ['php', 'txt'] });
    expect(seen).toHaveLength(3 * 3 + 2);
  });

  test('words that look like addresses stay below the path of the URL', async () => {
    await search([`@${denied}:${port}/`, `//${denied}:${port}/x`, `http://${denied}:${port}/`, '../..'], {});
    expect(seen.length).toBeGreaterThan(2);
    expect(connectionsToDenied).toBe(0);
  });

  test('vhost puts each word before the domain, and every request goes to the one address', async () => {
    const found = await search(['dev', 'nope'], { mode: 'vhost', domain: 'corp.lab.internal' });
    expect(found.found).toMatchObject([{ name: 'dev.corp.lab.internal', status: 200 }]);
    expect(seen.map((line) => line.split(' ')[0])).toEqual(
      expect.arrayContaining(['dev.corp.lab.internal', 'nope.corp.lab.internal']),
    );
  });

  test('a host that is down, and one that answers everything, are results', async () => {
    const down = await search(['a'], { target: `http://${allowed}:1/` });
    expect(down.stopped).toEqual({ reason: 'unreachable', status: null, size: null });
    const alike = await search(['a'], { target: `http://${allowed}:${port}/everything` });
    expect(alike.stopped).toEqual({ reason: 'every_word_answers', status: 200, size: 5 });
    const past = await search(['a'], {
      target: `http://${allowed}:${port}/everything`,
      extra_args: '--exclude-length 5',
    });
    expect(past).toMatchObject({ stopped: null, count: 0 });
  });

  test('every flag that a call can bring is known to it', async () => {
    const found = await search(['admin'], {
      extra_args: '-x php,txt -s 200,302 -t 2 --delay 1ms --timeout 2s --exclude-length 1,2',
    });
    expect(found.found).toMatchObject([{ name: '/admin' }]);
  });

  test('the deadline keeps what was found', async () => {
    const words = ['admin', ...Array.from({ length: 40 }, (_, at) => `slow${at}`)];
    const { status, result } = await call(words, { timeout_sec: 2, threads: 1 });
    expect(status).toBe('timed_out');
    expect(gobusterResult.parse(result)).toMatchObject({ found: [{ name: '/admin' }], partial: true });
  });

  test.skipIf(asked === null)('dns asks the authorised server alone', async () => {
    const found = await search(['www', 'zz'], {
      mode: 'dns',
      target: 'corp.lab.internal',
      server: nameServer,
    });
    expect(found.found).toMatchObject([{ name: 'www.corp.lab.internal', addresses: ['10.0.0.7'] }]);
    expect(asked).toEqual(expect.arrayContaining(['www.corp.lab.internal', 'zz.corp.lab.internal']));
  });

  test.skipIf(asked === null)(
    'dns asks for names below the domain, and once whether that is there',
    async () => {
      const before = asked?.length;
      await search(['www', 'zz'], { mode: 'dns', target: 'lab.internal', server: nameServer });
      const names = asked?.slice(before);
      const others = names?.filter((name) => !name.endsWith('.lab.internal'));
      expect([...new Set(others)]).toEqual(['lab.internal']);
      expect(names).toContain('www.lab.internal');
    },
  );

  test('vhost names hosts below the domain, never the domain; it compares with the answer to the bare address', async () => {
    await search(['www', 'zz'], { mode: 'vhost', domain: 'lab.internal' });
    const hosts = seen.map((line) => line.split(' ')[0] ?? '');
    expect(hosts.filter((host) => !host.endsWith('.lab.internal'))).toEqual([`${allowed}:${port}`]);
    expect(hosts).toContain('www.lab.internal');
  });

  test('a DNS server that is silent is told from one that knows nothing', async () => {
    const found = await search(['www'], { mode: 'dns', target: 'corp.lab.internal', server: '127.0.0.62' });
    expect(found).toMatchObject({ count: 0, stopped: { reason: 'no_dns_answer' } });
  });
});

async function call(words: readonly string[], input: Readonly<Record<string, unknown>>) {
  const path = join(folder, 'words.txt');
  writeFileSync(path, `${words.join('\n')}\n`);
  const wordList = { name: 'words.txt', path, bytes: 1, lines: words.length, endsNames: false };
  const given = { target: `http://${allowed}:${port}/`, wordlist: 'words.txt', ...input };
  const { executor } = lab;
  const answers = [[allowed]];
  const { result } = await callReal({ tool: gobuster, input: given, executor, answers, wordList });
  return result;
}

async function search(words: readonly string[], input: Readonly<Record<string, unknown>>) {
  const { status, result, error } = await call(words, input);
  expect([status, error]).toEqual(['succeeded', null]);
  return gobusterResult.parse(result);
}

async function listen(address: string, wanted: number): Promise<number> {
  const server = createServer(({ url = '', headers: { host = '' } }, response) => {
    seen.push(`${host} ${url}`);
    if (url.startsWith('/slow')) return;
    if (url === '/away') response.writeHead(302, { Location: `http://${denied}:${port}/` });
    else if (!/^\/(?:admin$|everything)/.test(url) && !host.startsWith('dev.')) response.writeHead(404);
    response.end(host.startsWith('dev.') ? 'another site' : 'hello');
  });
  server.on('connection', () => {
    if (address === denied) connectionsToDenied += 1;
  });
  server.listen(wanted, address);
  await once(server, 'listening');
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });
  const bound = server.address();
  return typeof bound === 'object' && bound !== null ? bound.port : 0;
}

/** A DNS server that knows www and remembers what it was asked; null where port 53 is not ours to take. */
async function answerDns(): Promise<readonly string[] | null> {
  const questions: string[] = [];
  const socket = createSocket('udp4', (question, from) => {
    const labels: string[] = [];
    let at = 12;
    for (let length = question[at] ?? 0; length > 0; length = question[at] ?? 0) {
      labels.push(question.toString('latin1', at + 1, at + 1 + length));
      at += length + 1;
    }
    questions.push(labels.join('.'));
    const known = labels[0] === 'www' && question.readUInt16BE(at + 1) === 1;
    const head = Buffer.from(question.subarray(0, at + 5));
    head.writeUInt16BE(known ? 0x8580 : 0x8583, 2);
    head.writeUInt16BE(known ? 1 : 0, 6);
    head.writeUInt16BE(0, 10);
    const record = [0xc0, 12, 0, 1, 0, 1, 0, 0, 0, 60, 0, 4, 10, 0, 0, 7];
    socket.send(Buffer.concat([head, Buffer.from(known ? record : [])]), from.port, from.address);
  });
  try {
    socket.bind(53, nameServer);
    await once(socket, 'listening');
  } catch {
    return null;
  }
  afterAll(() => void socket.close());
  return questions;
}
