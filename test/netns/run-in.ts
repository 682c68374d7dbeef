import { execFile } from 'node:child_process';
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

/** Unlike `ip netns exec` it stays in the mount namespace: namespaces that are made by what it runs are to last. */
const enter = (space: string, words: readonly string[]): Promise<ScriptEnd> =>
  new Promise((resolve) => {
    const argv = [`--net=/run/netns/${space}`, '--', ...words];
    execFile('nsenter', argv, { timeout: 20_000 }, (error, stdout, stderr) => {
      const code = error === null ? 0 : error.code;
      resolve({ code: typeof code === 'number' ? code : null, stdout, stderr });
    });
  });
