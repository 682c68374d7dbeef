import { execFile } from 'node:child_process';
import type { RunScript, ScriptEnd } from '../../src/exec/sandbox/netns/run-script.ts';
import type { Host, Network } from './network.ts';

/** Runs the scripts of a pool on a host of the test's own, so that this machine's rules and devices stay as they are. */
export const runIn =
  (network: Network, host: Host): RunScript =>
  (script, words) =>
    runOn(network, host, ['/bin/sh', '-c', script, 'sh', ...words]);

/**
 * Runs a command line on a host. Unlike `ip netns exec` it stays in the mount namespace: namespaces that are made by it are to
 * last.
 */
export const runOn = (network: Network, host: Host, words: readonly string[]): Promise<ScriptEnd> =>
  new Promise((resolve) => {
    const argv = [`--net=/run/netns/${network.on(host).at(-1)}`, '--', ...words];
    execFile('nsenter', argv, { timeout: 20_000 }, (error, stdout, stderr) => {
      const code = error === null ? 0 : error.code;
      resolve({ code: typeof code === 'number' ? code : null, stdout, stderr });
    });
  });
