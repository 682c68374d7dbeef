import { describe, expect, test } from 'vitest';
import { authorise } from '../scope/authorise.ts';
import type { AuthorisedTarget } from '../scope/authorised-target.ts';
import { host, query, url } from '../scope/endpoint.ts';
import { sampleScope } from '../scope/fixtures/sample-scope.ts';
import {
  addressPort,
  assemble,
  at,
  blocks,
  connectTo,
  flag,
  hostHeader,
  joined,
  namedUrl,
  option,
  pinnedUrl,
  positional,
  targetJoined,
  targetOption,
  udpAgent,
} from './build.ts';
import { namesExactly } from './names-exactly.ts';
import { operatorWord } from './operator-word.ts';

function authorised(endpoint: ReturnType<typeof host>): AuthorisedTarget {
  const target = authorise(
    sampleScope({ allow: ['rfc1918', 'ula', '*.lab.internal'] }),
    endpoint,
    new Map([['db.lab.internal', ['10.0.0.5']]]),
  );
  if (!target.ok) throw new Error(target.error.message);
  return target.value;
}

const range = authorised(host('10.0.0.1-9'));
const server = authorised(host('10.0.0.2'));
const name = authorised(query('db.lab.internal'));
const pinned = authorised(host('db.lab.internal'));
const six = authorised(host('fd00::5'));
const site = authorised(url('http://db.lab.internal:8080/x'));
const plainSite = authorised(url('http://10.0.0.2/x'));

describe('the last look at a command line', () => {
  test('passes one that names its targets, as they are, with an @, or as blocks', () => {
    expect(namesExactly([flag('-n'), positional(range)], [range]).ok).toBe(true);
    expect(namesExactly(assemble([flag('-n'), blocks(range)]), [range]).ok).toBe(true);
    expect(
      namesExactly(assemble([targetOption('-q', name), at(server), joined('+time', 2)]), [name, server]).ok,
    ).toBe(true);
    expect(namesExactly(assemble([option('-p', 'T:22,80,U:53'), positional(pinned)]), [pinned]).ok).toBe(
      true,
    );
  });

  test('passes an address with its port, with its transport, and an object identifier beside it', () => {
    for (const target of [server, pinned, six]) {
      expect(namesExactly([addressPort(target, 443)], [target]).ok).toBe(true);
      expect(namesExactly([operatorWord(`@${addressPort(target, 53)}`)], [target]).ok).toBe(true);
      expect(namesExactly([udpAgent(target, 161), flag('.1.3.6.1.2')], [target]).ok).toBe(true);
    }
    expect(namesExactly([targetJoined('--sni-name', name), addressPort(server, 1)], [server, name]).ok).toBe(
      true,
    );
  });

  test.each([
    ['another address', flag('10.0.0.3')],
    ['another server', flag('@10.0.0.3')],
    ['an address behind an option', flag('--source=8.8.8.8')],
    ['an IPv6 address', flag('fd00::1')],
    ['a URL', flag('http://10.0.0.2/')],
    ['a list with a stranger in it', flag('10.0.0.2,8.8.8.8')],
    ['the name of a pinned host', flag('db.lab.internal')],
    ['the port of another address', flag('10.0.0.3:443')],
    ['the port of another server', operatorWord('@10.0.0.3:53')],
    ['another agent', flag('udp:10.0.0.3:161')],
    ['another agent over IPv6', flag('udp6:[fd00::6]:161')],
    ['an agent over another transport', flag('tcp:10.0.0.2:161')],
    ['a name with a port', flag('db.lab.internal:443')],
    ['the Host header of another', operatorWord('--header=Host: db.lab.internal:80')],
    ['two addresses and a port', flag('10.0.0.2,10.0.0.3:443')],
    ['an object identifier that could be an address', flag('1.3.6.1')],
  ])('refuses one that also names %s', (_, stranger) => {
    const last = namesExactly([positional(server), stranger], [server]);
    expect(last.ok ? null : last.error.code).toBe('internal');
  });

  test('refuses one that leaves a target or a part of it out', () => {
    expect(namesExactly([flag('-n')], [server]).ok).toBe(false);
    expect(namesExactly(blocks(range).slice(1), [range]).ok).toBe(false);
    expect(namesExactly([positional(server)], [server, name]).ok).toBe(false);
  });

  test('passes a web address by its name where the connection is pinned, and by its address', () => {
    for (const words of [
      [...connectTo(site), namedUrl(site)],
      [targetJoined('--url', site)],
      [...hostHeader('-H', site), pinnedUrl(site)],
      [operatorWord('--header=Host: db.lab.internal:8080'), pinnedUrl(site)],
      [flag('--sni=db.lab.internal'), flag('10.0.0.5:8080')],
      [flag('--sni'), flag('db.lab.internal'), flag('10.0.0.5')],
    ])
      expect(namesExactly(words, [site]), words.join(' ')).toMatchObject({ ok: true });
    expect(namesExactly([namedUrl(plainSite)], [plainSite]).ok).toBe(true);
  });

  test.each([
    ['the URL with the name', [namedUrl(site)]],
    ['the name', [flag('--sni=db.lab.internal')]],
    ['the Host header', hostHeader('-H', site)],
    ['the URL with the name and, beside it, the address', [namedUrl(site), flag('10.0.0.5')]],
    ['the name with the port', [flag('db.lab.internal:8080'), pinnedUrl(site)]],
    ['the pinned address of another', [flag('--sni=db.lab.internal'), flag('10.0.0.6')]],
  ])('refuses a web address of which a program gets %s: it would look the name up again', (_, words) => {
    const last = namesExactly(words, [site]);
    expect(last.ok ? null : last.error.code).toBe('internal');
  });
});
