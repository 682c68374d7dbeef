import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { temporaryFolder } from '../harness/temporary-folder.ts';

/** A private home for the servers of a suite: loopback alone in scope, and a `dig` that asks nobody. */
export interface Home {
  readonly folder: string;
  /** The program that stands for dig: it prints a recorded answer and ends. */
  readonly stub: string;
  /** The words after `node` that run a command of bailiwick here. */
  readonly command: (...words: readonly string[]) => string[];
  readonly env: Readonly<Record<string, string>>;
}

/** The entry of this checkout, which runs the sources. */
export const checkoutEntry = fileURLToPath(new URL('../../bin/bailiwick.js', import.meta.url));

/** Makes the folder; with `searchPath` programs are found there and not among the stubs. */
export function makeHome(searchPath?: string): Home {
  const folder = temporaryFolder();
  const stubs = join(folder, 'stubs');
  const config = join(folder, 'config.json');
  const stub = join(stubs, 'dig');
  mkdirSync(stubs);
  writeFileSync(
    stub,
    `#!/bin/sh\n[ "$1" = -v ] && echo 'DiG 9.99.1' && exit\nprintf %s '${readFileSync(recordedAnswer, 'utf8')}'\n`,
  );
  chmodSync(stub, 0o755);
  writeFileSync(config, JSON.stringify(configFor(searchPath ?? stubs)));
  return {
    folder,
    stub,
    command: (...words) => [checkoutEntry, ...words, '--config', config],
    env: { PATH: process.env['PATH'] ?? '', HOME: folder, XDG_STATE_HOME: join(folder, 'state') },
  };
}

const recordedAnswer = new URL('../../src/tools/catalogue/fixtures/dig-a.txt', import.meta.url);

/** Limits as high as they go: what is measured is the path of a call, not its queue. */
const configFor = (searchPath: string): object => ({
  version: 1,
  scope: {
    allow: ['*.lab.internal'],
    allow_loopback: true,
    // Benches call one target as fast as they can.
    max_concurrent_per_target: 64,
    max_calls_per_target_per_minute: 100_000,
    max_probes_per_target_per_hour: 1_000_000_000,
  },
  tool: { search_path: [searchPath] },
  tools: { dig: { concurrency: 64 } },
  limits: { global_concurrency: 256, queue_size: 10_000 },
});
