import { listScript } from './pool-scripts.ts';
import type { RunScript } from './run-script.ts';

/** A pool of namespaces on this machine, whoever made it. */
export interface PoolHere {
  /** Such as `bailiwick_0`; its namespaces and their devices are `bwk0s0` and so on. */
  readonly table: string;
  readonly namespaces: number;
  /** Of the server that it belongs to; null where that is gone, and the next pool that opens removes it. */
  readonly server: number | null;
}

/** Every pool of this machine; none where they cannot be listed, as without nft or the rights of root. */
export async function poolsHere(run: RunScript): Promise<readonly PoolHere[]> {
  const { stdout } = await run(listScript, []);
  return stdout.split('\n').flatMap((line) => {
    const [, table, namespaces, server] = /^(bailiwick_\d+) (\d+) (\d+|gone)$/.exec(line) ?? [];
    return table === undefined
      ? []
      : [{ table, namespaces: Number(namespaces), server: server === 'gone' ? null : Number(server) }];
  });
}
