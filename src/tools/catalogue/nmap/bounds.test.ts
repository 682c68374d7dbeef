import { describe, expect, test } from 'vitest';
import { readOutput } from '../../../../test/plan-of.ts';
import { jsonBytes } from '../../../output/json-bytes.ts';
import { nmap } from '../nmap.ts';
import { createNmapReader } from './read-xml.ts';
import type { NmapResult } from './result.ts';

const mebibyte = 1024 * 1024;
const script = (id: string, size: number): string =>
  `<script id="${id}" output="${Array.from({ length: size }, () => 'L'.repeat(190)).join('&#xa;')}"/>`;
const port = (id: number, inside = ''): string =>
  `<port protocol="tcp" portid="${id}"><state state="open"/>${inside}</port>`;
const host = (last: number, inside: string): string =>
  `<host><status state="up"/><address addr="10.0.${Math.floor(last / 256)}.${last % 256}" addrtype="ipv4"/>${inside}</host>`;
const ports = (count: number, inside: (id: number) => string = () => ''): string =>
  Array.from({ length: count }, (_, at) => port(at + 1, inside(at + 1))).join('');
const report = (hosts: string): string =>
  `<nmaprun version="7">${hosts}<runstats><finished exit="success"/></runstats></nmaprun>`;

test('a host keeps a thousand ports and a result a thousand hosts; what is left out is counted', () => {
  const hosts = Array.from({ length: 1100 }, (_, at) => host(at + 1, ''));
  const found = read(report(`${host(0, ports(9000))}${hosts.join('')}`));
  expect(found.hosts.length).toBe(1024);
  expect(found.hosts[0]?.ports.length).toBe(1000);
  expect(found.omitted).toEqual({ hosts: 77, ports: 8000, scripts: 0 });
  expect(found.totals).toMatchObject({ up: 1101, open: 9000 });
});

test('states are a closed set: made-up ones once grew the process by gigabytes', () => {
  const made = Array.from(
    { length: 5000 },
    (_, at) =>
      `<port portid="${at}"><state state="open zz${at}"/></port><extraports state="q${at}" count="2"/>`,
  );
  const [first] = read(
    report(`<host><status state="zz"/><address addr="10.0.0.1"/>${made.join('')}</host>`),
  ).hosts;
  expect(first).toMatchObject({ state: 'unknown', other_ports: [{ state: 'unknown', count: 15_000 }] });
});

test('port numbers of a state are all listed, or none', () => {
  const closed = Array.from(
    { length: 5000 },
    (_, at) => `<port portid="${at + 1}"><state state="${at < 2 ? 'filtered' : 'closed'}"/></port>`,
  );
  expect(read(report(host(1, closed.join('')))).hosts[0]?.other_ports).toEqual([
    { state: 'filtered', count: 2, ports: '1-2' },
    { state: 'closed', count: 4998 },
  ]);
});

describe('a result stays within a mebibyte of JSON', () => {
  test('one target with thousands of ports and scripts once made 37 MB: it keeps its ports and costs no other host', () => {
    const hostile = host(
      1,
      ports(3200, (id) => ['a', 'b', 'c'].map((name) => script(`${name}${id}`, 20)).join('')),
    );
    const found = read(report(`${hostile}${host(2, port(22, script('banner', 1)))}`));
    expect(jsonBytes(found)).toBeLessThan(mebibyte / 4);
    expect(found.hosts[0]?.ports.length).toBe(1000);
    expect(found.hosts[1]?.ports[0]?.scripts).toHaveLength(1);
    expect(found.omitted).toMatchObject({ hosts: 0, ports: 2200 });
    expect(found.omitted.scripts).toBeGreaterThan(9500);
  });

  test('script output gives way before ports, and that of the last host before that of the first', () => {
    const full = (last: number): string => host(last, port(22, script('a', 40)) + port(80, script('b', 40)));
    const found = read(report(Array.from({ length: 300 }, (_, at) => full(at)).join('')));
    expect(jsonBytes(found)).toBeLessThanOrEqual(mebibyte);
    expect(found.omitted).toMatchObject({ hosts: 0, ports: 0 });
    expect(found.hosts[0]?.ports.every(({ scripts }) => scripts?.length === 1)).toBe(true);
    expect(found.hosts.at(-1)?.ports.every(({ scripts }) => scripts === undefined)).toBe(true);
    const kept = found.hosts.flatMap((one) => one.ports).filter(({ scripts }) => scripts !== undefined);
    expect(kept.length + found.omitted.scripts).toBe(600);
  });

  test('hosts that find no room are counted, the first ones stay', () => {
    const found = read(report(Array.from({ length: 40 }, (_, at) => host(at, ports(1000))).join('')));
    expect(jsonBytes(found)).toBeLessThanOrEqual(mebibyte);
    expect(found.hosts[0]).toMatchObject({ address: '10.0.0.0' });
    expect(found.hosts[0]?.ports.length).toBe(1000);
    expect(found.omitted.hosts).toBeGreaterThan(10);
    expect(found.omitted.ports + found.hosts.flatMap((one) => one.ports).length).toBe(40_000);
  });

  test('escapes and wide characters count as they are sent', () => {
    const wide = ports(
      1000,
      () => `<service name="&#x202e;" product="${'€'.repeat(300)}" version="${'&quot;'.repeat(300)}"/>`,
    );
    const found = readOutput(nmap, report(Array.from({ length: 12 }, (_, at) => host(at, wide)).join('')));
    expect(found.ok && jsonBytes(found.value.result)).toBeLessThanOrEqual(mebibyte);
  });
});

function read(document: string): NmapResult {
  const reader = createNmapReader();
  reader.write(new TextEncoder().encode(document));
  const found = reader.end({ stdout: '', stderr: '', truncatedStdout: false, returncode: 0, complete: true });
  if (!found.ok) throw new Error(found.error.message);
  return found.value;
}
