import { loadOrSound } from '../../config/load.ts';
import { readConfigFile } from '../../host/config-file.ts';
import { secretReader } from '../../host/read-secret.ts';
import { failure, type Failure } from '../../kernel/failure.ts';
import { quote } from '../../kernel/quote.ts';
import { err, ok, type Result } from '../../kernel/result.ts';
import type { CommonOptions } from '../common-options.ts';
import type { Terminal } from '../terminal.ts';

/** The server that a probe means. */
export interface ServerPlace {
  readonly base: URL;
  /** What lets us see details there; null where nothing is needed, or the address was given by hand. */
  readonly token: string | null;
  /** Whether the configuration has it speak over stdin and stdout, so that perhaps nothing listens. */
  readonly mayBeStdio: boolean;
}

/** The server at an address that was given by hand. The configuration is not read, and no token of it goes there. */
export function serverAt(text: string): Result<ServerPlace> {
  const base = URL.canParse(text) ? new URL(text) : null;
  if (base === null || !/^https?:$/.test(base.protocol) || base.username !== '' || base.password !== '')
    return err(
      failure('input.invalid', `--url takes an address such as http://127.0.0.1:8080, not ${quote(text)}.`, {
        field: '--url',
      }),
    );
  return ok({ base: new URL('/', base), token: null, mayBeStdio: false });
}

/**
 * The server that is configured. Errors of the file count only where they hide its address: a server goes on with what it had, and
 * to call it ill for them would have it restarted into them.
 */
export function configuredServer(
  { env }: Pick<Terminal, 'env'>,
  { config: path, flags }: Pick<CommonOptions, 'config' | 'flags'>,
): Result<ServerPlace> {
  const file = readConfigFile({ path, env });
  const sources = { file: file.ok ? file.value : null, env, flags, readSecret: secretReader(env) };
  const config = loadOrSound(sources).sound?.config ?? null;
  if (config === null || !file.ok)
    return err(hidden('The configuration cannot be read, and so neither where its server listens.'));
  const { host, port, transport } = config.server;
  if (port === 0) return err(hidden('server.port is 0, any free port: only the server knows which.'));
  return ok({
    base: new URL(`http://${reachable(host)}:${port}/`),
    token: config.auth.token ?? null,
    mayBeStdio: transport === 'stdio',
  });
}

const hidden = (message: string): Failure =>
  failure('config.invalid', message, {
    field: 'server.port',
    next: [
      'Give its address: --url http://127.0.0.1:8080.',
      '`bailiwick config check` shows what is wrong with a configuration.',
    ],
  });

/** A server that listens everywhere listens on loopback too. */
function reachable(host: string): string {
  if (host === '0.0.0.0') return '127.0.0.1';
  if (host === '::') return '[::1]';
  return host.includes(':') ? `[${host}]` : host;
}
