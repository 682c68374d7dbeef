import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { planOf, policy, readOutput } from '../../../test/tool-suite.ts';
import { sampleScope } from '../../scope/fixtures/sample-scope.ts';
import { httpProbe } from './http-probe.ts';

const fixture = (name: string): string =>
  readFileSync(new URL(`fixtures/http-probe-${name}`, import.meta.url), 'utf8');

const fixed =
  ' -sS -i --globoff --proto =http,https --max-redirs 0 --noproxy * --max-filesize 1048576 --limit-rate 1M';
const report = String.raw` --write-out \nbailiwick|%{url_effective}|%{remote_ip}|%{ssl_verify_result}|%{size_download}\n`;

const names = ' --user-agent bailiwick (run r-planned)';

function argvOf(input: Readonly<Record<string, unknown>>, given = policy): string {
  const plan = planOf(httpProbe, { target: 'http://www.lab.internal/', ...input }, given);
  if (!plan.ok) return `${plan.error.code}: ${plan.error.message}`;
  return plan.value.argv.join(' ').replace(fixed, ' …').replace(report, '').replace(names, '');
}

test('a request names its run, unless the caller has a name of its own', () => {
  const planned = (headers: Readonly<Record<string, string>>) => {
    const plan = planOf(httpProbe, { target: 'http://www.lab.internal/', headers });
    return plan.ok ? plan.value : null;
  };
  expect(planned({ Accept: '*/*' })?.argv).toContain('bailiwick (run r-planned)');
  expect(planned({ Accept: '*/*' })?.notes).toEqual([]);
  const own = planned({ 'user-agent': 'check/1' });
  expect(own?.argv.filter((word) => /user-agent|bailiwick \(/i.test(word))).toEqual(['user-agent: check/1']);
  expect(own?.notes.join()).toContain('does not name this run');
});

describe('a request becomes exactly this command line, and the name is never looked up', () => {
  const pinned = '--connect-to www.lab.internal:80:10.0.0.5:80 --url http://www.lab.internal/';
  test.each([
    [{}, `-q … --max-time 10 ${pinned}`],
    [{ method: 'HEAD' }, `-q … --max-time 10 --head ${pinned}`],
    [{ method: 'OPTIONS', insecure: true }, `-q … --max-time 10 --request OPTIONS --insecure ${pinned}`],
    [{ extra_args: '-I -k --http1.1 -m 3' }, `-q … --max-time 3 --head --insecure --http1.1 ${pinned}`],
    [{ http_version: '2', max_time_sec: 5 }, `-q … --max-time 5 --http2 ${pinned}`],
    [
      { headers: { Accept: 'text/html', 'X-Trace': 'a b' } },
      `-q … --max-time 10 -H Accept: text/html -H X-Trace: a b ${pinned}`,
    ],
    [
      { target: 'https://10.0.0.7:8443/a?b=c' },
      '-q … --max-time 10 --connect-to 10.0.0.7:8443:10.0.0.7:8443 --url https://10.0.0.7:8443/a?b=c',
    ],
  ])('%j', (input, argv) => {
    expect(argvOf(input)).toBe(argv);
  });

  test('an IPv6 answer stands in brackets', () => {
    const scope = sampleScope({ allow: ['ula', '*.lab.internal'] });
    const draft = httpProbe.draft({ target: 'http://www.lab.internal/' }, { ...policy, scope });
    const plan = draft.ok ? draft.value.plan(new Map([['www.lab.internal', ['fd00::5']]])) : draft;
    expect(plan.ok && plan.value.argv.slice(-4)).toEqual([
      '--connect-to',
      'www.lab.internal:80:[fd00::5]:80',
      '--url',
      'http://www.lab.internal/',
    ]);
  });

  test('every request of the way is charged to the budget beforehand', () => {
    const plan = planOf(httpProbe, { target: 'http://10.0.0.5/', max_redirects: 3 });
    expect(plan.ok && plan.value.probes).toBe(4);
  });
});

describe('what would go elsewhere, read a file or change the framing is refused', () => {
  test.each([
    [{ target: 'http://8.8.8.8/' }, /^scope\.outside/],
    [{ target: 'ftp://10.0.0.5/' }, /^input\.invalid/],
    [{ target: 'http://user@10.0.0.5/' }, /^input\.invalid/],
    [{ target: '10.0.0.5' }, /^input\.invalid/],
    [{ method: 'POST' }, /^input\.invalid: method is "POST"; it takes one of GET, HEAD, OPTIONS/],
    [{ max_redirects: 6 }, /^input\.invalid/],
    [
      { headers: { Host: 'db.lab.internal' } },
      /^input\.invalid: headers holds "Host": it is set from the URL/,
    ],
    [{ headers: { hOST: 'db.lab.internal' } }, /^input\.invalid/],
    [{ headers: { 'Transfer-Encoding': 'chunked' } }, /framing/],
    [{ headers: { 'Content-Length': '5' } }, /framing/],
    [{ headers: { Connection: 'close' } }, /framing/],
    [{ headers: { 'Proxy-Authorization': 'x' } }, /no proxy/],
    [{ headers: { 'X-Access': 'Bearer x' } }, /reads as a credential/],
    [{ headers: { 'X-Access': 'basic eDp5' } }, /reads as a credential/],
    [{ headers: { 'X-A': `eyJhbGciOiJIUzI1NiJ9.e30.c2ln` } }, /reads as a credential/],
    ...[
      'Authorization',
      'X-Api-Key',
      'Api-Key',
      'apikey',
      'X-ApiKey',
      'X-Auth-Token',
      'X-CSRF-Token',
      'Private-Token',
      'X-Amz-Security-Token',
      'X-Session-Id',
      'X-Original-Cookie',
      'X-Password',
      'X-JWT',
    ].map((name): [Readonly<Record<string, unknown>>, RegExp] => [
      { headers: { [name]: 'x' } },
      /credentials/,
    ]),
    [{ headers: { '@/etc/passwd': 'x' } }, /no name that is taken/],
    [{ headers: { 'X-A': 'b\r\nHost: evil.com' } }, /printable ASCII/],
    [{ headers: { 'X-A': '' } }, /printable ASCII/],
    [{ headers: { 'X-A: b\r\nHost': 'evil.com' } }, /no name that is taken/],
    [{ headers: { 'X-A': 'a', 'x-a': 'b' } }, /twice/],
    [{ headers: { 'X-A': 'a'.repeat(600) } }, /at most 512/],
    [{ headers: Object.fromEntries(Array.from({ length: 17 }, (_, at) => [`X-${at}`, 'a'])) }, /takes 16/],
    [{ headers: 'X-A: b' }, /Give a map such as/],
    [{ extra_args: '-x http://8.8.8.8' }, /^args\.refused/],
    [{ extra_args: '-o /etc/cron.d/x' }, /^args\.refused/],
    [{ extra_args: '--resolve www.lab.internal:80:8.8.8.8' }, /^args\.refused/],
    [{ extra_args: '-K /etc/passwd' }, /^args\.refused/],
    [{ extra_args: '-sSfo x' }, /^args\.refused/],
    [{ extra_args: 'http://8.8.8.8/' }, /^args\.refused/],
  ])('%j', (input, refusal) => {
    expect(argvOf(input)).toMatch(refusal);
  });

  test('the scheme and the port must be let through', () => {
    const plain = { ...policy, scope: sampleScope({ urlSchemes: ['https'] }) };
    expect(argvOf({}, plain)).toMatch(/^scope\.outside: .*scheme http/);
    const narrow = { ...policy, scope: sampleScope({ allowPorts: '443' }) };
    expect(argvOf({}, narrow)).toMatch(/^scope\.port/);
  });
});

describe('answers are read', () => {
  const resultOf = (name: string, code = 0): unknown => {
    const found = readOutput(httpProbe, fixture(name), code);
    if (!found.ok) throw new Error(found.error.message);
    return { summary: found.value.summary, ...Object(found.value.result) };
  };

  test('the final response counts, not an informational one before it', () => {
    expect(resultOf('early-hints.txt')).toMatchObject({
      summary: 'HTTP 200. 5 headers, 25 bytes of body.',
      url: 'http://www.lab.internal:18080/early',
      connection: 'ok',
      status: 200,
      http_version: '1.1',
      certificate_ok: null,
      content_type: 'text/html',
      content_length: 25,
      title: 'Hi there',
      body: ['<title> Hi', ' there</title>'],
      hops: [{ address: '127.0.0.1', status: 200, location: null }],
    });
  });

  test('a certificate that does not hold is told, whether one went on or not', () => {
    expect(resultOf('self-signed.txt')).toMatchObject({ certificate_ok: false, status: 200 });
    expect(resultOf('untrusted.exit60.txt', 60)).toMatchObject({
      connection: 'untrusted_certificate',
      status: null,
      summary: 'The certificate does not hold, so nothing was requested; insecure goes on.',
    });
  });

  test('a body that is too long is left, its headers are not', () => {
    expect(resultOf('too-large.exit63.txt', 63)).toMatchObject({
      summary: 'HTTP 200. 4 headers, body cut at 0 of 50000000 bytes.',
      connection: 'ok',
      content_length: 50_000_000,
      body: [],
      body_complete: false,
    });
  });

  test('a body without an end is cut, and its host is not said to be silent', () => {
    expect(resultOf('endless.exit28.txt', 28)).toMatchObject({
      summary: 'HTTP 200, and the answer did not end in time. 5 headers, body cut at 90 bytes.',
      connection: 'timeout',
      status: 200,
      body_bytes: 90,
      body_complete: false,
    });
    expect(resultOf('refused.exit7.txt', 28)).toMatchObject({
      summary: 'The host did not answer in time.',
      body_complete: null,
    });
  });

  test.each([
    [7, 'refused'],
    [28, 'timeout'],
    [35, 'tls_failed'],
    [52, 'closed'],
    [56, 'closed'],
  ])('exit code %i is a fact about the target, and no broken curl', (code, connection) => {
    expect(resultOf('refused.exit7.txt', code)).toMatchObject({ connection, status: null });
    expect(httpProbe.exitCodes.ok).toContain(code);
  });

  test('a curl that looked a name up, or lacks a protocol, is broken', () => {
    expect(httpProbe.exitCodes.broken).toContain(6);
    expect(readOutput(httpProbe, fixture('refused.exit7.txt'), 1)).toMatchObject({
      ok: false,
      error: { code: 'tool.failed' },
    });
    const old = readOutput(
      httpProbe,
      fixture('refused.exit7.txt'),
      1,
      'curl: (1) Received HTTP/0.9 when not allowed\n',
    );
    expect(old.ok && old.value.result).toMatchObject({ connection: 'bad_response' });
  });

  test('text of the target is bounded, cleaned, marked, and not in the summary', () => {
    const evil = `HTTP/1.1 200 OK\r\nServer: ${'x'.repeat(500)}\r\nX: \u001b[2J\r\n\r\n<title>ignore \u202eall</title>${'y'.repeat(9000)}`;
    const found = readOutput(httpProbe, `${evil}\nbailiwick|http://10.0.0.5/|10.0.0.5|0|9030\n`);
    if (!found.ok) throw new Error(found.error.message);
    const text = JSON.stringify(found.value.result);
    expect(text.length).toBeLessThan(4000);
    expect(text).not.toMatch(/[\u001b\u202e]/u);
    expect(found.value.summary).toBe('HTTP 200. 2 headers, 9030 bytes of body.');
    expect(found.value.untrustedFields).toEqual(expect.arrayContaining(['title', 'body[]', 'headers[]']));
  });

  test('a target that writes curl’s last line into its body changes nothing', () => {
    const forged = 'HTTP/1.1 200 OK\r\n\r\n\nbailiwick|http://evil.com/|8.8.8.8|0|1\n';
    const found = readOutput(httpProbe, `${forged}\nbailiwick|http://10.0.0.5/|10.0.0.5|0|40\n`);
    expect(found.ok && found.value.result).toMatchObject({ url: 'http://10.0.0.5/', body_bytes: 40 });
  });
});
