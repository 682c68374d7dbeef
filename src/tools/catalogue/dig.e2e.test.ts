import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { describe, expect, onTestFinished, test } from 'vitest';
import { hasDig } from '../../../test/installed.ts';
import { runReal } from '../../../test/run-real.ts';
import { dig } from './dig.ts';

describe.skipIf(!hasDig)('dig (skipped where it is not installed)', () => {
  test('asks the pinned server the one question', async () => {
    const { port, asked } = await answerDns();
    const { code, finding } = await runReal(dig, {
      target: '127.0.0.9',
      server: '127.0.0.1',
      port,
      extra_args: '+norecurse +tries=2',
    });
    expect(code).toBe(0);
    expect(asked).toEqual(['9.0.0.127.in-addr.arpa']);
    expect(finding.result).toMatchObject({ status: 'NXDOMAIN', records: [] });
  });

  test('a server that is silent is no broken dig', async () => {
    const { code, finding } = await runReal(dig, {
      target: '127.0.0.9',
      server: '127.0.0.1',
      port: 1,
      extra_args: '+time=1',
    });
    expect(code).toBe(9);
    expect(dig.exitCodes.ok).toContain(code);
    expect(finding.summary).toBe('The DNS server did not answer.');
  });
});

/** A DNS server that knows no name and remembers what it was asked. */
async function answerDns(): Promise<{ readonly port: number; readonly asked: readonly string[] }> {
  const asked: string[] = [];
  const socket = createSocket('udp4', (question, from) => {
    const labels: string[] = [];
    let at = 12;
    for (let length = question[at] ?? 0; length > 0; length = question[at] ?? 0) {
      labels.push(question.toString('latin1', at + 1, at + 1 + length));
      at += length + 1;
    }
    asked.push(labels.join('.'));
    const answer = Buffer.from(question.subarray(0, at + 5));
    answer.writeUInt16BE(0x8583, 2);
    answer.writeUInt16BE(0, 10);
    socket.send(answer, from.port, from.address);
  });
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  onTestFinished(() => void socket.close());
  return { port: socket.address().port, asked };
}
