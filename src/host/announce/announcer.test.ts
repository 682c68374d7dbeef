import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { createServer, type Server, type Socket } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { announce } from './announcer.ts';
import { syslogServerOf } from './send-syslog.ts';
import { syslogMessage, type Announcement } from './syslog-message.ts';

const announced: Announcement = {
  run_id: 'r-lusab-babad-gutih',
  correlation_id: 'c-1',
  tool: 'nmap',
  principal: 'local',
  client: null,
  target: '10.0.0.0/24',
  pinned: [],
  addresses: ['10.0.0.0/24'],
  engagement: 'lab-7',
  rule: 'scope.allow = 10.0.0.0/8',
  config_version: 'ab12',
};
const outlets = { webhook: null, timeoutMs: 5000 };
const open: (() => unknown)[] = [];
afterEach(() => open.splice(0).forEach((close) => close()));

const wanted =
  /^<133>1 \d{4}-\d\d-\d\dT[\d:.]+Z \S+ bailiwick \d+ run\.starting \[run@32473 run_id="r-lusab-babad-gutih" .*target="10\.0\.0\.0\/24".*\] nmap is about to send packets to 10\.0\.0\.0\/24$/;

async function tcpServer(listener: (socket: Socket) => void): Promise<number> {
  const server: Server = createServer(listener).listen(0, '127.0.0.1');
  await once(server, 'listening');
  open.push(() => server.close());
  const address = server.address();
  return typeof address === 'object' ? (address?.port ?? 0) : 0;
}

test('a syslog server gets one datagram by RFC 5424', async () => {
  const socket = createSocket('udp4');
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  open.push(() => socket.close());
  const arrived = new Promise<string>((resolve) => {
    socket.once('message', (bytes) => resolve(bytes.toString('utf8')));
  });
  const syslog = { protocol: 'udp', host: '127.0.0.1', port: socket.address().port } as const;
  expect(await announce({ ...outlets, syslog }, announced)).toEqual({ ok: true, value: null });
  expect(await arrived).toMatch(wanted);
});

test('by TCP it gets the length first, and has it when the announcement settles', async () => {
  let text = '';
  const port = await tcpServer((socket) => {
    socket.on('data', (bytes) => {
      text += bytes.toString('utf8');
    });
  });
  const syslog = { protocol: 'tcp', host: '127.0.0.1', port } as const;
  expect((await announce({ ...outlets, syslog }, announced)).ok).toBe(true);
  const [, length = '', message = ''] = /^(\d+) (.*)$/s.exec(text) ?? [];
  expect(message).toMatch(wanted);
  expect(Buffer.byteLength(message)).toBe(Number(length));
});

test('a server that is away, or reads nothing to its end, is a failure in time', async () => {
  const away = syslogServerOf('tcp://127.0.0.1:1');
  expect(await announce({ ...outlets, syslog: away }, announced)).toEqual({
    ok: false,
    error: 'The syslog server could not be reached: ECONNREFUSED.',
  });
  const port = await tcpServer((socket) => socket.pause());
  const deaf = syslogServerOf(`tcp://127.0.0.1:${port}`);
  expect(await announce({ ...outlets, timeoutMs: 100, syslog: deaf }, announced)).toEqual({
    ok: false,
    error: 'The syslog server took too long.',
  });
});

test('no fact begins a line, ends the data or a value', () => {
  const hostile = { ...announced, client: 'x"] <1>\nfake\u001b[2J', target: 'a\r\nb' };
  const message = syslogMessage(hostile, { host: 'lab 1\n', pid: 1, atMs: 0 });
  expect(message).toContain(String.raw`client="x\"\] <1>?fake?[2J"`);
  expect(message).not.toMatch(/[^ -~]/);
});

test('an address of a server is read with and without a port, IPv6 too', () => {
  expect(syslogServerOf('udp://log.lab.internal')).toEqual({
    protocol: 'udp',
    host: 'log.lab.internal',
    port: 514,
  });
  expect(syslogServerOf('tcp://[fd00::1]:6514')).toEqual({ protocol: 'tcp', host: 'fd00::1', port: 6514 });
});
