import { describe, expect, test } from 'vitest';
import { authorise } from '../scope/authorise.ts';
import type { AuthorisedTarget } from '../scope/authorised-target.ts';
import { host } from '../scope/endpoint.ts';
import { sampleScope } from '../scope/fixtures/sample-scope.ts';
import { parsePorts } from '../scope/ports.ts';
import {
  addressPort,
  assemble,
  at,
  blocks,
  endOfOptions,
  flag,
  inSeconds,
  joined,
  operand,
  option,
  positional,
  targetJoined,
  targetOption,
  udpAgent,
} from './build.ts';
import { commaList, withUnit } from './word.ts';

function targetOf(text: string): AuthorisedTarget {
  const target = authorise(
    sampleScope({ allow: ['rfc1918', 'ula', '*.lab.internal'] }),
    host(text),
    new Map([['db.lab.internal', ['10.0.0.5']]]),
  );
  if (!target.ok) throw new Error(target.error.message);
  return target.value;
}

function portsOf(text: string): ReturnType<typeof parsePorts> & { ok: true } {
  const spec = parsePorts(text, 'ports');
  if (!spec.ok) throw new Error(spec.error.message);
  return spec;
}

const fromInput: string = ['script', '/tmp/x'].join('=');
const timings = ['T3', 'T4'] as const;

describe('a command line', () => {
  test('is put together from literals, checked values and authorised targets', () => {
    const target = targetOf('10.0.0.1-9');
    const argv = assemble([
      flag('-sT'),
      ...timings.map((timing) => flag(`-${timing}`)),
      option('-p', portsOf('80,22').value.text),
      joined('--max-rate', 100),
      option('--script', commaList(['ssl-cert', 'http-title'])),
      option('--host-timeout', withUnit(30, 's')),
      false,
      null,
      endOfOptions,
      positional(target),
    ]);
    expect(argv.join(' ')).toBe(
      '-sT -T3 -T4 -p 22,80 --max-rate=100 --script ssl-cert,http-title --host-timeout 30s -- 10.0.0.1-9',
    );
  });

  test('names a target with an @, behind an option, or as its CIDR blocks', () => {
    expect(at(targetOf('10.0.0.1'))).toBe('@10.0.0.1');
    expect(targetOption('-q', targetOf('10.0.0.1'))).toEqual(['-q', '10.0.0.1']);
    expect(targetJoined('--sni-name', targetOf('db.lab.internal'))).toBe('--sni-name=10.0.0.5');
    expect(blocks(targetOf('10.0.0.0-10.0.1.3'))).toEqual(['10.0.0.0/24', '10.0.1.0/30']);
  });

  test('names a port of one machine, IPv6 in brackets', () => {
    expect(addressPort(targetOf('10.0.0.1'), 443)).toBe('10.0.0.1:443');
    expect(addressPort(targetOf('fd00::1'), 443)).toBe('[fd00::1]:443');
    expect(udpAgent(targetOf('10.0.0.1'), 161)).toBe('udp:10.0.0.1:161');
    expect(udpAgent(targetOf('fd00::1'), 161)).toBe('udp6:[fd00::1]:161');
    expect(() => addressPort(targetOf('10.0.0.1'), -1)).toThrow(/whole number/);
  });

  test('writes a time in seconds behind its option, never as a word of its own', () => {
    expect([200, 1000, 1234].map((ms) => inSeconds('-i', ms))).toEqual(['-i0.2', '-i1', '-i1.234']);
    expect(() => inSeconds('-i', -200)).toThrow(/whole number/);
  });

  test('takes no text that the source does not spell: the compiler refuses it', () => {
    // @ts-expect-error a wide string is no literal
    expect(() => flag(fromInput)).not.toThrow();
    // @ts-expect-error a template around a wide string is no literal either
    expect(() => flag(`--x${fromInput}`)).not.toThrow();
    // @ts-expect-error nor is a value from input
    expect(() => option('-p', fromInput)).not.toThrow();
    // @ts-expect-error nor is a list of them
    expect(() => commaList([fromInput])).not.toThrow();
    // @ts-expect-error and no such value stands alone
    expect(() => operand(fromInput)).not.toThrow();
  });

  test('takes no value that could be an option, and no word with a space: that is a bug and throws', () => {
    expect(() => option('-p', '-oN')).toThrow(/hyphen/);
    expect(() => flag('-p 80')).toThrow(/not a word/);
    expect(() => flag('')).toThrow(/not a word/);
    for (const wrong of [-1, 1.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 60]) {
      expect(() => option('-c', wrong)).toThrow(/whole number/);
    }
  });
});
