import type { ServerContext } from '@modelcontextprotocol/server';

/** Who asks: whom the token of the request names, else whoever may reach this server at all. */
export const principalOf = ({ http }: Pick<ServerContext, 'http'>): string =>
  http?.authInfo?.clientId ?? 'local';
