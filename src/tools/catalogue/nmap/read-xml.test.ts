import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Result } from '../../../kernel/result.ts';
import type { Progress } from '../../../kernel/run-event.ts';
import { createNmapReader } from './read-xml.ts';
import type { NmapResult } from './result.ts';

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);
const fixture = (name: string): string =>
  readFileSync(new URL(`../fixtures/${name}`, import.meta.url), 'utf8');
const services = fixture('nmap-services.xml');

test('a real scan is read: hosts, open ports with what nmap learnt, the others as counts', () => {
  const { scan, hosts, services: counted, totals, partial } = read([services]);
  expect(hosts.map(({ address, state }) => `${address} ${state}`)).toEqual(['127.0.0.0 up', '127.0.0.1 up']);
  expect(hosts[0]).toMatchObject({
    ports: [],
    other_ports: [{ state: 'closed', count: 6, ports: '42121-42122,42180,42190-42192' }],
  });
  expect(hosts[1]?.ports[0]).toEqual({
    port: 42121,
    protocol: 'tcp',
    state: 'open',
    service: 'ftp',
    product: 'vsftpd',
    version: '3.0.3',
    cpe: ['cpe:/a:vsftpd:vsftpd:3.0.3'],
    scripts: [{ id: 'banner', lines: ['220 (vsFTPd 3.0.3)'] }],
  });
  expect(totals).toEqual({ up: 2, down: 0, open: 3, closed: 9, filtered: 0, undecided: 0, other: 0 });
  expect({ scan, partial }).toEqual({ scan: 'connect', partial: false });
  expect(counted.map(({ port, service, hosts: count }) => `${port} ${service} ×${count}`)).toEqual([
    '42121 ftp ×1',
    '42122 ssh ×1',
    '42180 http ×1',
  ]);
});

test('ports that nmap folds are counted', () => {
  const { hosts, totals } = read([fixture('nmap-progress.xml')]);
  expect(hosts[0]?.other_ports).toEqual([{ state: 'closed', count: 65_534 }]);
  expect(totals.closed).toBe(4 * 65_534);
});

test('progress only grows, over phases and host groups, and is told while the scan runs', () => {
  const told: Progress[] = [];
  read(fixture('nmap-progress.xml').split(/(?<=\n)/), told);
  expect(told.map(({ done }) => done)).toEqual([0, 10, 12, 22, 32, 42, 50, 58, 60]);
  expect(told[3]).toEqual({ done: 22, total: 100, message: 'Connect Scan: 21 %' });
});

test('however the bytes are split, the result is the same', () => {
  const whole = read([services]);
  const bytes = bytesOf(services);
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 700 }), (size) => {
      const reader = createNmapReader();
      for (let at = 0; at < bytes.length; at += size) reader.write(bytes.subarray(at, at + size));
      expect(reader.end(ended())).toEqual({ ok: true, value: whole });
    }),
    { numRuns: 20 },
  );
});

test('a scan that was cut off keeps the hosts before the cut and says that it is partial', () => {
  const afterFirst = services.indexOf('</host>') + '</host>'.length;
  for (const at of [afterFirst, afterFirst + 300, services.length - 20]) {
    const cut = read([services.slice(0, at)]);
    expect(cut.partial).toBe(true);
    expect(cut.hosts[0]?.address).toBe('127.0.0.0');
  }
});

test('a run that was stopped is partial, even where its document is whole', () => {
  const reader = createNmapReader();
  reader.write(bytesOf(services));
  const result = reader.end({ ...ended(), complete: false });
  expect(result.ok && result.value.partial).toBe(true);
});

test('what is not an nmap document is no result', () => {
  for (const text of [
    '',
    'nmap: command not found',
    '<html><body>no</body></html>',
    '<?xml version="1.0"?>',
  ]) {
    const reader = createNmapReader();
    reader.write(bytesOf(text));
    expect(reader.end(ended())).toMatchObject({ ok: false, error: { code: 'tool.output' } });
  }
});

test.each([
  [
    'an entity bomb',
    '<!DOCTYPE n [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><nmaprun version="7"><host><status state="&b;"/></host></nmaprun>',
  ],
  [
    'an external entity',
    '<!DOCTYPE n [<!ENTITY x SYSTEM "file:///etc/passwd">]><nmaprun version="7"><host><status state="&x;"/></host></nmaprun>',
  ],
  ['elements in elements without end', `<nmaprun version="7">${'<a>'.repeat(10_000)}`],
  [
    'attributes without end',
    `<nmaprun version="7"><host ${Array.from({ length: 1000 }, (_, at) => `a${at}="x"`).join(' ')}><address addr="10.0.0.1"/></host></nmaprun>`,
  ],
  ['an attribute without end', `<nmaprun version="7"><host><status state="${'x'.repeat(3_000_000)}`],
  ['text without markup', `<nmaprun version="7">${'x'.repeat(3_000_000)}`],
])('%s before the first host leaves nothing to tell, and that is a failure', (_, document) => {
  expect(endOf(document)).toMatchObject({
    ok: false,
    error: {
      code: 'tool.output',
      message: 'The report of nmap was cut or damaged before its first host.',
    },
  });
});

describe('a report that is cut or damaged although nmap ended by itself', () => {
  const open = (id: number): string => `<port protocol="tcp" portid="${id}"><state state="open"/></port>`;
  const start = `<nmaprun version="7"><host><status state="up"/><address addr="10.0.0.1" addrtype="ipv4"/><ports>`;

  test('it is told, and the host that it was cut in is kept: it once was a success with no hosts', () => {
    const found = read([
      `${start}${open(22)}${open(80)}<port protocol="tcp" portid="443"><state state="open"/><serv`,
    ]);
    expect(found).toMatchObject({ partial: true, damaged: true, totals: { up: 1, open: 3 } });
    expect(found.hosts[0]?.ports.map(({ port }) => port)).toEqual([22, 80, 443]);
  });

  test('an entity of its own ends the reading, and what stood before it is kept', () => {
    const bomb = `<!DOCTYPE n [<!ENTITY x SYSTEM "file:///etc/passwd">]>${start}${open(22)}<port product="&x;"/>`;
    const found = read([`${bomb}${open(80)}</ports></host></nmaprun>`]);
    expect(found).toMatchObject({ partial: true, damaged: true, totals: { up: 1, open: 1 } });
    expect(JSON.stringify(found)).not.toContain('root');
  });

  test('a run that was stopped is not called damaged, and a whole report is neither', () => {
    expect(endOf(`${start}${open(22)}`, false)).toMatchObject({
      ok: true,
      value: { partial: true, damaged: false },
    });
    expect(endOf('<nmaprun version="7">', false)).toMatchObject({
      ok: true,
      value: { hosts: [], damaged: false },
    });
    expect(read([services])).toMatchObject({ partial: false, damaged: false });
  });
});

function read(chunks: readonly string[], told: Progress[] = []): NmapResult {
  const reader = createNmapReader();
  for (const chunk of chunks) {
    const news = reader.write(bytesOf(chunk));
    if (news !== null) told.push(news);
  }
  const result = reader.end(ended());
  if (!result.ok) throw new Error(result.error.message);
  return result.value;
}

function endOf(document: string, complete = true): Result<NmapResult> {
  const reader = createNmapReader();
  reader.write(bytesOf(document));
  return reader.end({ ...ended(), complete });
}

const ended = () => ({ stdout: '', stderr: '', truncatedStdout: false, returncode: 0, complete: true });
