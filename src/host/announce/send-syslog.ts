import { createSocket } from 'node:dgram';
import { createConnection, isIPv6 } from 'node:net';
import { err, ok, type Result } from '../../kernel/result.ts';

/** Where a syslog server listens. */
export interface SyslogServer {
  readonly protocol: 'udp' | 'tcp';
  readonly host: string;
  readonly port: number;
}

/** Reads `udp://host:port` or `tcp://host:port`; the port is 514 where none is given. */
export function syslogServerOf(url: string): SyslogServer {
  const { protocol, hostname, port } = new URL(url);
  return {
    protocol: protocol === 'tcp:' ? 'tcp' : 'udp',
    host: hostname.replace(/^\[|\]$/g, ''),
    port: port === '' ? 514 : Number(port),
  };
}

/**
 * Sends one message: as a datagram (RFC 5426), which nobody confirms, or by TCP with its length before it (RFC 6587), which has
 * arrived at the other machine when this settles with success.
 */
export const sendSyslog = (
  server: SyslogServer,
  message: string,
  timeoutMs: number,
): Promise<Result<null, string>> =>
  server.protocol === 'udp' ? sendDatagram(server, message) : sendByTcp(server, message, timeoutMs);

const sendDatagram = ({ host, port }: SyslogServer, message: string): Promise<Result<null, string>> =>
  new Promise((resolve) => {
    const socket = createSocket(isIPv6(host) ? 'udp6' : 'udp4');
    const end = (result: Result<null, string>): void => {
      socket.close();
      resolve(result);
    };
    socket.once('error', (error) => end(err(unreachable(error))));
    socket.send(message, port, host, (error) => end(error === null ? ok(null) : err(unreachable(error))));
  });

const sendByTcp = (
  { host, port }: SyslogServer,
  message: string,
  timeoutMs: number,
): Promise<Result<null, string>> =>
  new Promise((resolve) => {
    const socket = createConnection({ host, port });
    const end = (result: Result<null, string>): void => {
      clearTimeout(timer);
      socket.destroy();
      resolve(result);
    };
    const timer = setTimeout(() => end(err('The syslog server took too long.')), timeoutMs);
    socket.once('error', (error) => end(err(unreachable(error))));
    // The other side closes when it has read our end, and not before it has read the message.
    socket.once('close', () => end(ok(null)));
    socket.resume();
    socket.end(`${Buffer.byteLength(message)} ${message}`);
  });

const unreachable = (error: Error): string =>
  `The syslog server could not be reached: ${'code' in error ? String(error.code) : error.name}.`;
