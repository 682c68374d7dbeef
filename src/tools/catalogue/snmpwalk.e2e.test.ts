import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { describe, expect, onTestFinished, test } from 'vitest';
import { pathOf } from '../../../test/installed.ts';
import { runReal } from '../../../test/run-real.ts';
import { snmpwalk } from './snmpwalk.ts';

const has = pathOf('snmpwalk') !== null;
/** What net-snmp keeps between runs lies in the private folder; it tells that it makes a place for it. */
const onlyItsFolder = /^(?:Created directory: \S+\/cert_indexes\n)?$/;
/** Every character that a community may hold, in an order of our own and in the other. */
const printable = Array.from({ length: 94 }, (_, at) => String.fromCodePoint(33 + at)).filter(
  (one) => !`"'\\#`.includes(one),
);
const communities = ['public', printable.slice(0, 60).join(''), printable.toReversed().slice(0, 60).join('')];

describe.skipIf(!has)('snmpwalk (skipped where it is not installed)', () => {
  test.each(communities)(
    'walks with the community %s, which no argument and no output holds',
    async (community) => {
      const { port, seen } = await agent('127.0.0.1', ['lab', 'a"\\\n.1.3 = INTEGER: 5']);
      const { code, stdout, stderr, argv, finding } = await runReal(snmpwalk, {
        target: '127.0.0.1',
        port,
        community,
      });
      expect({ code, stderr }).toEqual({ code: 0, stderr: expect.stringMatching(onlyItsFolder) });
      expect([...seen]).toEqual([community]);
      expect(finding.result).toEqual({
        rows: [
          { oid: '1.3.6.1.2.1.1.1', type: 'STRING', value: 'lab' },
          { oid: '1.3.6.1.2.1.1.2', type: 'STRING', value: 'a"\\\n.1.3 = INTEGER: 5' },
        ],
        omitted: 0,
        ended: 'complete',
        damaged: false,
      });
      expect([...argv, stdout, stderr].filter((text) => text.includes(community))).toEqual([]);
    },
  );

  test.each(printable.filter((one) => !/[A-Za-z0-9]/.test(one)))(
    'a community may begin with %s',
    async (first) => {
      const { port, seen } = await agent('127.0.0.1', []);
      await runReal(snmpwalk, { target: '127.0.0.1', port, community: `${first}c0` });
      expect([...seen]).toEqual([`${first}c0`]);
    },
  );

  test('asks over IPv6, in the first version too', async () => {
    const { port } = await agent('::1', ['six']);
    const { finding } = await runReal(snmpwalk, { target: '::1', port, version: '1' });
    expect(finding.result).toMatchObject({ rows: [{ value: 'six' }], ended: 'complete' });
  });

  test('silence is a result, and says nothing about the program', async () => {
    const input = { target: '127.0.0.1', port: 1, retries: 0, reply_timeout_sec: 1 };
    const { code, finding } = await runReal(snmpwalk, input);
    expect(code).toBe(1);
    expect(snmpwalk.exitCodes.ok).toContain(code);
    expect(finding.summary).toMatch(/^No reply: /);
  });
});

/** An agent with these strings below 1.3.6.1.2.1.1, which remembers the communities that it was asked with. */
async function agent(
  host: string,
  values: readonly string[],
): Promise<{ readonly port: number; readonly seen: ReadonlySet<string> }> {
  const seen = new Set<string>();
  let next = 0;
  const socket = createSocket(host === '::1' ? 'udp6' : 'udp4', (request, from) => {
    const community = request.subarray(7, 7 + (request[6] ?? 0));
    const id = request.subarray(community.byteOffset - request.byteOffset + community.length + 2);
    seen.add(community.toString());
    const value = values[next];
    next += 1;
    const row =
      value === undefined
        ? ber(0x30, ber(0x06, [0x2b, 6, 1, 2, 1, 2]), ber(0x04, []))
        : ber(0x30, ber(0x06, [0x2b, 6, 1, 2, 1, 1, next]), ber(0x04, Buffer.from(value)));
    const answer = ber(
      0xa2,
      id.subarray(0, 2 + (id[1] ?? 0)),
      ber(0x02, [0]),
      ber(0x02, [0]),
      ber(0x30, row),
    );
    socket.send(ber(0x30, request.subarray(2, 5), ber(0x04, community), answer), from.port, from.address);
  });
  socket.bind(0, host);
  await once(socket, 'listening');
  onTestFinished(() => void socket.close());
  return { port: socket.address().port, seen };
}

/** An element of BER with its length in one byte. */
function ber(tag: number, ...parts: readonly (Uint8Array | readonly number[])[]): Buffer {
  const content = Buffer.concat(parts.map((part) => Buffer.from(part)));
  if (content.length > 127) throw new Error('too long for this encoder');
  return Buffer.concat([Buffer.from([tag, content.length]), content]);
}
