/** Host, port and database of a server's URL, to be shown: neither its user nor its password. */
export function serverName(url: string): string {
  const { protocol, host, pathname } = URL.parse(url) ?? {};
  return protocol === undefined ? 'postgres:' : `${protocol}//${host}${pathname}`;
}
