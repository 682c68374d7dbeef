/** The names that stand for several networks in `allow` and `deny`. */
export const namedSets: ReadonlyMap<string, readonly string[]> = new Map([
  ['rfc1918', ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16']],
  ['ula', ['fc00::/7']],
  ['loopback', ['127.0.0.0/8', '::1']],
]);
