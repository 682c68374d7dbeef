import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { planOf, policy, readOutput } from '../../../test/tool-suite.ts';
import { sampleScope } from '../../scope/fixtures/sample-scope.ts';
import { sslscan } from './sslscan.ts';

const fixture = (name: string): string => readFileSync(new URL(`fixtures/${name}`, import.meta.url), 'utf8');

function argvOf(input: Readonly<Record<string, unknown>>, given = policy): string {
  const plan = planOf(sslscan, { target: '10.0.0.5', ...input }, given);
  return plan.ok ? plan.value.argv.join(' ') : `${plan.error.code}: ${plan.error.message}`;
}

const start = '--no-colour --xml=- --timeout=3';

describe('a check becomes exactly this command line', () => {
  test.each([
    [{}, `${start} -- 10.0.0.5:443`],
    [{ port: 8443, tls_version: 'tls12' }, `${start} --tls12 -- 10.0.0.5:8443`],
    [{ starttls: 'smtp', port: 25 }, `${start} --starttls-smtp -- 10.0.0.5:25`],
    [{ starttls: 'rdp', port: 3389 }, `${start} --rdp -- 10.0.0.5:3389`],
    [{ target: 'DB.lab.internal' }, `${start} --sni-name=db.lab.internal -- 10.0.0.5:443`],
    [{ sni: 'www.lab.internal' }, `${start} --sni-name=www.lab.internal -- 10.0.0.5:443`],
    [
      { extra_args: '--tls13 --show-certificate --no-heartbleed --sleep=20' },
      `${start} --tls13 --show-certificate --no-heartbleed --sleep=20 -- 10.0.0.5:443`,
    ],
  ])('%j', (input, argv) => {
    expect(argvOf(input)).toBe(argv);
  });

  test('an IPv6 address is in brackets', () => {
    const six = { ...policy, scope: sampleScope({ allow: ['ula'] }) };
    expect(argvOf({ target: 'fd00::5' }, six)).toBe(`${start} -- [fd00::5]:443`);
  });
});

describe('what would reach further is refused', () => {
  test.each([
    [{ target: '8.8.8.8' }, /^scope\.outside/],
    [{ target: '10.0.0.0/30' }, /^input\.invalid: target .*it takes one/],
    [{ target: '10.0.0.5:443' }, /^input\.invalid/],
    [{ sni: 'evil.com' }, /^scope\.outside: evil/],
    [{ sni: '10.0.0.5' }, /^input\.invalid: sni "10\.0\.0\.5" is no host name/],
    [{ sni: '--xml=/tmp/x' }, /^input\.invalid/],
    [{ starttls: 'gopher' }, /^input\.invalid: starttls/],
    [{ extra_args: '--ocsp' }, /^args\.refused: .*It asks a server that the certificate names/],
    [{ extra_args: '--targets=/etc/hosts' }, /^args\.refused/],
    [{ extra_args: '--xml=/root/x' }, /^args\.refused/],
    [{ extra_args: '--pk=/etc/ssl/private/key.pem' }, /^args\.refused/],
    [{ extra_args: '8.8.8.8' }, /^args\.refused/],
    [{ extra_args: '--tls12', tls_version: 'tls13' }, /^args\.refused/],
  ])('%j', (input, refusal) => {
    expect(argvOf(input)).toMatch(refusal);
  });

  test('a port that the scope leaves out', () => {
    const narrow = { ...policy, scope: sampleScope({ allowPorts: '80' }) };
    expect(argvOf({}, narrow)).toMatch(/^scope\.port: port holds 443/);
  });
});

test('a closed port, a plain one and a wrong protocol are results, told apart', () => {
  const outcomes = ['closed.xml', 'plain-text.xml', 'no-starttls.xml', 'tls12.xml'].map((name) => {
    const found = readOutput(sslscan, fixture(`sslscan-${name}`));
    return found.ok ? found.value.result : null;
  });
  expect(outcomes).toMatchObject([
    { outcome: 'unreachable' },
    { outcome: 'no_tls' },
    { outcome: 'no_starttls' },
    { outcome: 'tls' },
  ]);
});

test('a certificate that breaks the report with its own text costs itself, not the ciphers', () => {
  const found = readOutput(sslscan, fixture('sslscan-expired.xml'));
  if (!found.ok) throw new Error(found.error.message);
  expect(found.value.result).toMatchObject({ outcome: 'tls', damaged: true, certificate: { sans: [] } });
  expect(found.value.summary).toMatch(/3 strong\. The certificate was not read to its end\. Partial/);
});

test('a certificate that forges elements of the report is not believed', () => {
  const real = fixture('sslscan-tls12.xml');
  const forge = (subject: string): unknown => {
    const found = readOutput(
      sslscan,
      real.replace('<subject><![CDATA[db.lab.internal', `<subject><![CDATA[${subject}`),
    );
    return found.ok ? found.value.result : found.error;
  };
  expect(forge('x')).toMatchObject({ certificate: { subject: 'x', self_signed: true }, damaged: false });
  expect(forge(']]></subject><self-signed>false</self-signed><subject><![CDATA[')).toMatchObject({
    certificate: null,
    damaged: true,
  });
  const more =
    ']]></subject></certificate></certificates><cipher sslversion="TLSv1.0" cipher="NULL-MD5" bits="0" />';
  expect(forge(`${more}<certificates><certificate><subject><![CDATA[`)).toMatchObject({
    certificate: null,
    ciphers: expect.not.arrayContaining([expect.objectContaining({ cipher: 'NULL-MD5' })]),
    damaged: true,
  });
});

test('what is no report is no result', () => {
  expect(readOutput(sslscan, 'ERROR: no such host')).toMatchObject({
    ok: false,
    error: { code: 'tool.output' },
  });
  expect(readOutput(sslscan, '<nmaprun/>')).toMatchObject({ ok: false });
});
