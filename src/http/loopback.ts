import { BlockList, isIP } from 'node:net';

const loopback = new BlockList();
loopback.addSubnet('127.0.0.0', 8, 'ipv4');
loopback.addAddress('::1', 'ipv6');

/** True for `localhost`, 127.0.0.0/8 and ::1, also where IPv4 is mapped into IPv6: nobody else can reach it. */
export function isLoopback(host: string): boolean {
  const address = host
    .toLowerCase()
    .replace(/^::ffff:(?=\d)/, '')
    .replace(/^\[(.*)\]$/, '$1');
  const family = isIP(address);
  return family === 0 ? address === 'localhost' : loopback.check(address, family === 4 ? 'ipv4' : 'ipv6');
}
