import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Network } from './network.ts';

/**
 * Runs a command on the scanner with nothing between it and the network: the positive control of a count that reads 0. Returns how
 * many packets the forbidden side has seen; the command ends with the first of them, or after ten seconds.
 */
export async function packetsUnguarded(network: Network, command: readonly string[]): Promise<number> {
  network.reset();
  const [first, ...rest] = network.on('scanner');
  const child = spawn(first, [...rest, ...command], { stdio: 'ignore' });
  const closed = once(child, 'close');
  const endsAtMs = performance.now() + 10_000;
  while (child.exitCode === null && network.forbidden() === 0 && performance.now() < endsAtMs)
    await sleep(20);
  child.kill('SIGKILL');
  await closed;
  await untilQuiet(network);
  return network.forbidden();
}

/** What was on its way shall not be taken for the next one's. */
async function untilQuiet(network: Network): Promise<void> {
  let seen = -1;
  for (let tries = 0; tries < 20 && network.forbidden() !== seen; tries += 1) {
    seen = network.forbidden();
    await sleep(100);
  }
}
