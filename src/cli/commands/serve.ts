import { Command, type CommandUnknownOpts } from '@commander-js/extra-typings';
import { startLauncher } from '../../exec/start-launcher.ts';
import { startStoreThread } from '../../store/thread/start-store-thread.ts';
import { addCommonOptions, readCommonOptions, type CommonOptions } from '../common-options.ts';
import { ignoreHangUp } from '../hang-up.ts';
import type { Shell } from '../shell.ts';

/** `serve`: an MCP server over stdin and stdout, or over HTTP. */
export function serveCommand(shell: Shell): CommandUnknownOpts {
  return addCommonOptions(new Command('serve'))
    .summary('serve MCP clients')
    .description(
      'Serves MCP clients over stdin and stdout (one client) or over HTTP (many), until it is told to stop.',
    )
    .option('--stdio', 'over stdin and stdout')
    .option('--http', 'over HTTP, on 127.0.0.1:8080 where nothing else is configured')
    .option('--host <address>', 'the address to listen on')
    .option('--port <port>', 'the port to listen on; 0 takes any free one')
    .addHelpText('before', 'Examples:\n  $ bailiwick serve --stdio\n  $ bailiwick serve --http --port 8080\n')
    .action(async (options, self) => {
      if (options.stdio === true && options.http === true) {
        self.error('error: --stdio and --http cannot both be given; choose one');
      }
      // The launcher of this program may have done so already, before it was loaded.
      process.removeAllListeners('SIGHUP').on('SIGHUP', ignoreHangUp);
      const begun = { launcher: startLauncher(), storeThread: startStoreThread() };
      const { serve } = await import('../serving/serve.ts');
      shell.finish(await serve(shell.terminal, withFlags(readCommonOptions(self), options), begun));
    });
}

interface ServeOptions {
  readonly stdio?: true | undefined;
  readonly http?: true | undefined;
  readonly host?: string | undefined;
  readonly port?: string | undefined;
}

/** The options of `serve` are settings of the configuration under another name, and win over `--set`. */
function withFlags(common: CommonOptions, options: ServeOptions): CommonOptions {
  const flags = [
    options.stdio === true ? { flag: '--stdio', path: 'server.transport', text: 'stdio' } : null,
    options.http === true ? { flag: '--http', path: 'server.transport', text: 'http' } : null,
    options.host === undefined ? null : { flag: '--host', path: 'server.host', text: options.host },
    options.port === undefined ? null : { flag: '--port', path: 'server.port', text: options.port },
  ];
  // Without --http, stdout may belong to the protocol: not even an error of the configuration is written there.
  const json = common.json && options.http === true;
  return { ...common, json, flags: [...common.flags, ...flags.filter((flag) => flag !== null)] };
}
