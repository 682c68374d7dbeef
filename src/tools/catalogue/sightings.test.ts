import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { planOf, readOutput } from '../../../test/plan-of.ts';
import type { Seen } from '../../inventory/sighting.ts';
import type { Tool } from '../tool.ts';
import { dig } from './dig.ts';
import { httpProbe } from './http-probe.ts';
import { masscan } from './masscan.ts';
import { ping } from './ping.ts';
import { portCheck } from './port-check.ts';
import { sslscan } from './sslscan.ts';

/** What a tool saw by what its program printed, for a call with this input. */
function seen(tool: Tool, input: unknown, stdout: string, returncode = 0): Seen | null {
  const plan = planOf(tool, input);
  const found = readOutput(tool, stdout, returncode);
  if (!plan.ok || !found.ok) throw new Error('the sample does not fit its tool');
  return tool.sightings({ argv: [tool.name, ...plan.value.argv], result: found.value.result });
}

const recorded = (file: string): string =>
  readFileSync(new URL(`./fixtures/${file}`, import.meta.url), 'utf8');

describe('masscan', () => {
  const input = { target: '10.0.0.0/30', ports: '22,80,U:53' };
  const found = '[\n{"ip":"10.0.0.1","ports":[{"port":22,"proto":"tcp","status":"open"}]}\n]\n';

  test('tells open ports; what it did not tell of is not open', () => {
    expect(seen(masscan, input, found)).toEqual({
      hosts: [{ address: '10.0.0.1', state: 'up', ports: [{ port: 22, protocol: 'tcp', state: 'open' }] }],
      asked: [],
      areas: [
        {
          addresses: ['10.0.0.0/30'],
          protocol: 'tcp',
          ports: {
            kind: 'listed',
            ranges: [
              { lo: 22, hi: 22 },
              { lo: 80, hi: 80 },
            ],
          },
          state: 'not_open',
        },
        {
          addresses: ['10.0.0.0/30'],
          protocol: 'udp',
          ports: { kind: 'listed', ranges: [{ lo: 53, hi: 53 }] },
          state: 'not_open',
        },
      ],
      partial: false,
    });
  });

  test('tells nothing of other ports where it was stopped', () => {
    expect(seen(masscan, input, found.replace(']\n', ''))).toMatchObject({ areas: [], partial: true });
  });
});

describe('port_check', () => {
  const input = { target: '10.0.0.4-5', ports: '22-24' };
  const check = (address: string, port: number, state: string): string =>
    `${JSON.stringify({ type: 'check', address, port, state, millis: 1, banner: null })}\n`;
  const end = (open: number, closed: number, filtered: number): string => {
    const done = open + closed + filtered;
    return `${JSON.stringify({ type: 'end', open, closed, filtered, done, total: done })}\n`;
  };

  test('tells each port by its state, and a host that sent a reset from one that is silent', () => {
    const out = [
      check('10.0.0.4', 22, 'closed'),
      check('10.0.0.5', 22, 'filtered'),
      check('10.0.0.5', 23, 'filtered'),
      end(0, 1, 2),
    ].join('');
    expect(seen(portCheck, input, out)).toMatchObject({
      hosts: [
        { address: '10.0.0.4', state: 'up', ports: [] },
        { address: '10.0.0.5', state: 'unknown', ports: [] },
      ],
      areas: [
        { addresses: ['10.0.0.4'], ports: { ranges: [{ lo: 22, hi: 22 }] }, state: 'closed' },
        { addresses: ['10.0.0.5'], ports: { ranges: [{ lo: 22, hi: 23 }] }, state: 'filtered' },
      ],
    });
  });

  test('knows that what is counted alone is not open, as long as every open port is listed', () => {
    const listed = check('10.0.0.4', 22, 'open');
    expect(seen(portCheck, input, listed + end(1, 5, 0))?.areas).toMatchObject([
      { addresses: ['10.0.0.4/31'], ports: { ranges: [{ lo: 22, hi: 24 }] }, state: 'not_open' },
    ]);
    expect(seen(portCheck, input, listed + end(2, 4, 0))?.areas).toEqual([]);
    expect(seen(portCheck, input, listed)).toMatchObject({ areas: [], partial: true });
  });
});

describe('sslscan', () => {
  test('tells an open port and its certificate, by the form and the name that it was asked for', () => {
    const input = {
      target: '10.0.0.5',
      port: 14_444,
      sni: 'db.lab.internal',
      extra_args: '--show-certificate',
    };
    expect(seen(sslscan, input, recorded('sslscan-tls13-certificate.xml'))).toMatchObject({
      hosts: [
        {
          address: '10.0.0.5',
          state: 'up',
          ports: [
            {
              port: 14_444,
              state: 'open',
              certificate: {
                by: 'sslscan, whole',
                name: 'db.lab.internal',
                subject: '/CN=db.lab.internal/O=Lab',
                not_after: '2036-11-19T19:33:51Z',
              },
            },
          ],
        },
      ],
    });
  });

  test('a port without TLS shows none, and one that cannot be reached is not open', () => {
    const input = { target: '10.0.0.5', port: 443 };
    expect(seen(sslscan, input, recorded('sslscan-plain-text.xml'))).toMatchObject({
      hosts: [{ ports: [{ port: 443, certificate: null }] }],
    });
    expect(seen(sslscan, input, recorded('sslscan-closed.xml'))).toMatchObject({
      hosts: [],
      areas: [{ addresses: ['10.0.0.5'], ports: { ranges: [{ lo: 443, hi: 443 }] }, state: 'not_open' }],
    });
  });
});

describe('http_probe', () => {
  const input = { target: 'http://10.0.0.5:8080/' };
  const answer = (server: string): string =>
    `HTTP/1.1 200 OK\r\nServer: ${server}\r\n\r\nhi\nbailiwick|http://10.0.0.5:8080/|10.0.0.5|0|2\n`;

  test('tells the port of its answer, and the server by the name that it was asked under', () => {
    expect(seen(httpProbe, input, answer('nginx/1.18.0 (Ubuntu)'))).toMatchObject({
      hosts: [
        {
          address: '10.0.0.5',
          ports: [
            {
              port: 8080,
              service: 'http',
              identified: { by: 'http_probe of 10.0.0.5', product: 'nginx', version: '1.18.0' },
            },
          ],
        },
      ],
    });
    expect(seen(httpProbe, input, answer('gws'))?.hosts[0]?.ports[0]).toMatchObject({
      identified: { product: 'gws', version: null },
    });
  });

  test('tells nothing where nothing answered', () => {
    expect(seen(httpProbe, input, recorded('http-probe-refused.exit7.txt'), 7)).toBeNull();
  });
});

describe('ping', () => {
  test('tells that a host is up, never that it is down', () => {
    const reply = recorded('ping-loopback.txt');
    expect(seen(ping, { target: '10.0.0.5' }, reply)).toMatchObject({
      hosts: [{ address: '10.0.0.5', state: 'up' }],
    });
    expect(seen(ping, { target: '10.0.0.5' }, recorded('ping-unreachable.exit1.txt'), 1)).toBeNull();
  });
});

test('a tool that sees no host says nothing', () => {
  expect(dig.sightings({ argv: [], result: {} })).toBeNull();
});
