/**
 * True for `localhost`, 127.0.0.0/8 and ::1 as people and systems write them, also where IPv4 is mapped into IPv6: nobody else
 * can reach it. Any other spelling is false, so that an odd one asks for a token rather than for trust.
 */
export function isLoopback(host: string): boolean {
  const address = host
    .toLowerCase()
    .replace(/^\[(.*)\]$/, '$1')
    .replace(/^::ffff:(?=\d)/, '');
  return address === 'localhost' || address === '::1' || loopbackIpv4.test(address);
}

const octet = '(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)';
const loopbackIpv4 = new RegExp(`^127(?:\\.${octet}){3}$`);
