import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { planOf, policy, readOutput } from '../../../test/tool-suite.ts';
import { jsonBytes } from '../../output/json-bytes.ts';
import { sampleScope } from '../../scope/fixtures/sample-scope.ts';
import { dig } from './dig.ts';

const server = '10.0.0.53';
const options = '+time=2 +tries=1 +noall +comments +answer +authority +stats';
const fixture = (name: string): string => readFileSync(new URL(`fixtures/${name}`, import.meta.url), 'utf8');

function argvOf(input: Readonly<Record<string, unknown>>, given = policy): string {
  const plan = planOf(dig, { target: 'db.lab.internal', server, ...input }, given);
  return plan.ok
    ? plan.value.argv.join(' ').replace(options, '…')
    : `${plan.error.code}: ${plan.error.message}`;
}

describe('a question becomes exactly this command line', () => {
  test.each([
    [{}, '-r -q db.lab.internal -t A -p 53 … @10.0.0.53'],
    [{ type: 'mx' }, '-r -q db.lab.internal -t MX -p 53 … @10.0.0.53'],
    [{ target: '10.0.0.5' }, '-r -q 5.0.0.10.in-addr.arpa -t PTR -p 53 … @10.0.0.53'],
    [
      { port: 5353, tcp: true, recurse: false, dnssec: true },
      '-r -q db.lab.internal -t A -p 5353 … +tcp +norecurse +dnssec @10.0.0.53',
    ],
    [{ server: 'ns.lab.internal' }, '-r -q db.lab.internal -t A -p 53 … @10.0.0.5'],
    [{ extra_args: 'txt' }, '-r -q db.lab.internal -t TXT -p 53 … @10.0.0.53'],
    [{ extra_args: '-t TXT +tcp +time=5' }, '-r -q db.lab.internal -t TXT -p 53 … +tcp +time=5 @10.0.0.53'],
  ])('%j', (input, argv) => {
    expect(argvOf(input)).toBe(argv);
  });
});

describe('what would ask somebody else, or read a file, is refused', () => {
  test.each([
    [{ server: '8.8.8.8' }, /^scope\.outside/],
    [{ server: '10.0.0.0/30' }, /^input\.invalid: server .*it takes one/],
    [{ target: 'example.com' }, /^scope\.outside/],
    [{ target: '8.8.8.8' }, /^scope\.outside/],
    [{ extra_args: '@8.8.8.8' }, /^args\.refused/],
    [{ extra_args: '+trace' }, /^args\.refused/],
    [{ extra_args: '-x 8.8.8.8' }, /^args\.refused/],
    [{ extra_args: '-f /etc/passwd' }, /^args\.refused/],
    [{ extra_args: '-k /etc/bind/rndc.key' }, /^args\.refused/],
    [{ extra_args: 'MX evil.com' }, /^args\.refused/],
    [{ extra_args: '+time=99' }, /^args\.refused/],
    [{ type: 'AXFR' }, /^input\.invalid: type is "AXFR"; it takes one of A, AAAA/],
    [{ type: 'axfr' }, /^input\.invalid: type is "axfr".* A zone transfer hands out every name/],
    [{ type: 'ANY' }, /^input\.invalid: .*RFC 8482/],
    [{ extra_args: '-t AXFR' }, /^args\.refused/],
    [{ target: '_ldap._tcp.evil.com', type: 'SRV' }, /^scope\.outside/],
    [{ server: undefined }, /^input\.invalid: server is missing; give a text, such as "10\.0\.0\.53"\./],
  ])('%j', (input, refusal) => {
    expect(argvOf(input)).toMatch(refusal);
  });

  test('the server’s port must be allowed', () => {
    const narrow = { ...policy, scope: sampleScope({ allowPorts: '80' }) };
    expect(argvOf({}, narrow)).toMatch(/^scope\.port: port holds 53/);
  });
});

describe('answers are read', () => {
  test('records, flags and status', () => {
    const found = readOutput(dig, fixture('dig-a.txt'));
    expect(found).toMatchObject({
      ok: true,
      value: {
        summary: 'NOERROR (authoritative): 2 A in the answer.',
        result: {
          status: 'NOERROR',
          flags: ['qr', 'aa', 'rd', 'ra'],
          records: [
            { section: 'answer', name: 'db.lab.internal.', ttl: 300, type: 'A', data: '10.0.0.5' },
            { data: '10.0.0.6' },
          ],
        },
      },
    });
  });

  test.each([
    ['dig-soa.txt', 'NOERROR (authoritative): 1 SOA in the answer.', { transport: 'udp' }],
    [
      'dig-mx.txt',
      'NOERROR (authoritative): 2 MX in the answer.',
      { records: [{ data: '10 mail.lab.internal.' }, {}] },
    ],
    ['dig-cname.txt', 'NOERROR (authoritative): 1 CNAME, 1 A in the answer.', {}],
    ['dig-dnssec.txt', 'NOERROR (authoritative): 1 A, 1 RRSIG in the answer.', {}],
    [
      'dig-nxdomain-soa.txt',
      'NXDOMAIN (authoritative): no records in the answer.',
      { records: [{ section: 'authority', type: 'SOA' }] },
    ],
    ['dig-servfail.txt', 'SERVFAIL: no records in the answer.', { records: [] }],
    ['dig-refused.txt', 'REFUSED: no records in the answer.', { records: [] }],
    ['dig-truncated-tcp.txt', 'NOERROR (authoritative): 40 TXT in the answer.', { transport: 'tcp' }],
    ['dig-over-ipv6.txt', 'NOERROR (authoritative): 1 AAAA in the answer.', { transport: 'udp' }],
  ])('%s: %s', (file, summary, result) => {
    expect(readOutput(dig, fixture(file))).toMatchObject({ ok: true, value: { summary, result } });
  });

  test('a name that does not exist is an answer', () => {
    const found = readOutput(dig, fixture('dig-nxdomain.txt'));
    expect(found.ok && found.value.summary).toBe('NXDOMAIN (authoritative): no records in the answer.');
  });

  test('text that a server chose is data and never in the summary', () => {
    const found = readOutput(dig, fixture('dig-txt.txt'));
    if (!found.ok) throw new Error(found.error.message);
    expect(found.value.summary).toBe('NOERROR (authoritative): 1 TXT in the answer.');
    expect(JSON.stringify(found.value.result)).toContain('previous');
    expect(found.value.untrustedFields).toContain('records[].data');
  });

  test('a long answer is cut within its budget, and what is left out is counted', () => {
    const record = `x.lab.internal. 1 IN TXT "${'\\'.repeat(400)}"\n`;
    const header = ';; ->>HEADER<<- opcode: QUERY, status: NOERROR, id: 1\n;; ANSWER SECTION:\n';
    const found = readOutput(dig, `${header}${record.repeat(3000)}`);
    if (!found.ok) throw new Error(found.error.message);
    expect(jsonBytes(found.value.result)).toBeLessThan(300 * 1024);
    const [, kept, left] =
      /: (\d+) TXT in the answer\. Left out: (\d+) records\.$/.exec(found.value.summary) ?? [];
    expect(Number(kept) + Number(left)).toBe(3000);
  });

  test('silence is said, and what is no answer is no result', () => {
    const silent = readOutput(dig, fixture('dig-no-reply.exit9.txt'), 9);
    expect(silent.ok && silent.value.summary).toBe('The DNS server did not answer.');
    expect(readOutput(dig, 'something else')).toMatchObject({ ok: false, error: { code: 'tool.output' } });
  });
});
