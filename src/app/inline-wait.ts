import type { Config } from '../config/schema.ts';

/** How long a call waits for its run, milliseconds: as its client's name and version, such as `claude-code/2.1`, want it. */
export function inlineWaitMs(
  server: Pick<Config['server'], 'inline_wait_sec' | 'inline_wait_by_client'>,
  client: string | null,
): number {
  const [name = ''] = client?.split('/') ?? [];
  const own = server.inline_wait_by_client.find((entry) => entry.startsWith(`${name}=`));
  return 1000 * (own === undefined ? server.inline_wait_sec : Number(own.slice(name.length + 1)));
}
