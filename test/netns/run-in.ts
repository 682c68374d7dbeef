import { execFile } from 'node:child_process';
import type { Lease } from '../../src/exec/sandbox/netns/pool.ts';
import type { RunScript, ScriptEnd } from '../../src/exec/sandbox/netns/run-script.ts';
import type { Host, Network } from './network.ts';

/** Runs the scripts of a pool on a host of the test's own, so that this machine's rules and devices stay as they are. */
export const scriptsIn =
  (space: string): RunScript =>
  (script, words) =>
    enter(space, ['/bin/sh', '-c', script, 'sh', ...words]);

/** The network namespace of a host. */
export const spaceOf = (network: Network, host: Host): string => network.on(host).at(-1) ?? '';

/** Runs a command line on a host. */
export const runOn = (network: Network, host: Host, words: readonly string[]): Promise<ScriptEnd> =>
  enter(spaceOf(network, host), words);

/** The same once what a lease pins is in force, as the launcher does it; it is taken back afterwards. */
export async function runPinned(
  network: Network,
  host: Host,
  { pin }: Pick<Lease, 'pin'>,
  words: readonly string[],
): Promise<ScriptEnd> {
  const opened = await runOn(network, host, [pin.nft, pin.open]);
  if (opened.code !== 0) throw new Error(opened.stderr);
  const ended = await runOn(network, host, words);
  await runOn(network, host, [pin.nft, pin.shut]);
  return ended;
}

/** Unlike `ip netns exec` it stays in the mount namespace: namespaces that are made by what it runs are to last. */
const enter = (space: string, words: readonly string[]): Promise<ScriptEnd> =>
  new Promise((resolve) => {
    const argv = [`--net=/run/netns/${space}`, '--', ...words];
    execFile('nsenter', argv, { timeout: 20_000 }, (error, stdout, stderr) => {
      const code = error === null ? 0 : error.code;
      resolve({ code: typeof code === 'number' ? code : null, stdout, stderr });
    });
  });
