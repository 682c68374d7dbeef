import { spawn } from 'node:child_process';
import { latenciesOf, rateOf } from '../harness/load.ts';
import { endOf, own } from '../harness/owned-processes.ts';
import type { Home } from './home.ts';
import { stdioClient } from './stdio-client.ts';
import type { Subject } from './subject.ts';
import { digCall, expectSuccess, initializeParams } from './tool-call.ts';

/** A served client over pipes. */
export interface StdioServer extends Subject {
  /** Calls a tool; the line that answers. */
  readonly call: (params: object) => Promise<string>;
}

/** Starts `serve --stdio` and opens its session. */
export async function startStdioServer(
  name: string,
  home: Home,
  ...words: readonly string[]
): Promise<StdioServer> {
  const child = own(
    spawn(process.execPath, home.command('serve', '--stdio', ...words), {
      env: home.env,
      stdio: ['pipe', 'pipe', 'ignore'],
    }),
  );
  const client = stdioClient(child.stdin, child.stdout);
  const ended = new Promise<never>((_, reject) => {
    child.once('exit', (code) => reject(new Error(`serve --stdio ended with ${code}`)));
  });
  ended.catch(() => undefined);
  const call = (params: object): Promise<string> =>
    Promise.race([client.request('tools/call', params), ended]);
  const once = async (): Promise<void> => expectSuccess(await call(digCall));
  await Promise.race([client.request('initialize', initializeParams), ended]);
  client.notify('notifications/initialized');
  return {
    name,
    pid: child.pid ?? 0,
    call,
    sequential: (count) => latenciesOf(count, once),
    concurrent: (count) => rateOf(count, once),
    close: () => endOf(child),
  };
}
