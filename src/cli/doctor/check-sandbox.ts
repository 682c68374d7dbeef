import type { PoolHere } from '../../exec/sandbox/netns/pools-here.ts';
import type { SandboxMode, SandboxState } from '../../exec/sandbox/sandbox.ts';
import type { Diagnosis } from './diagnosis.ts';

/** How programs are kept apart here, and whether as the operator asked for. */
export function checkSandbox(mode: SandboxMode, { tier, why }: SandboxState): Diagnosis {
  const name = 'sandbox';
  const isWanted = mode !== 'require-netns' || tier === 'netns';
  if (tier === 'netns')
    return {
      name,
      status: 'ok',
      message:
        'netns: programs are boxed in as by bwrap, and the kernel lets nothing of theirs through but to their targets',
    };
  if (tier === 'bwrap' && isWanted)
    return {
      name,
      status: 'ok',
      message: `bwrap: programs see a read-only system, a folder of their own and no process but theirs${why === null ? '' : `; no network namespaces: ${why}`}`,
    };
  if (mode === 'process')
    return {
      name,
      status: 'warn',
      message: 'programs run with the rights of this user: sandbox.mode is process',
      fix: 'set sandbox.mode to auto, and install bubblewrap',
    };
  return {
    name,
    status: mode === 'auto' ? 'warn' : 'broken',
    message: `programs ${mode === 'auto' ? 'run with the rights of this user' : 'are not run at all'}: ${why ?? 'it does not work here'}`,
    fix:
      mode === 'require-netns'
        ? 'run as root with nftables, iproute2 and bubblewrap installed, or set sandbox.mode to auto'
        : 'install bubblewrap, and see that this user may make namespaces',
  };
}

/** What servers have made on this machine: their pools of network namespaces, and what dead ones left. */
export const checkPools = (pools: readonly PoolHere[]): readonly Diagnosis[] =>
  pools.map(({ table, namespaces, server }) => ({
    name: 'pool',
    ...(server === null
      ? {
          status: 'warn',
          message: `${table} and ${namespaces} namespaces were left by a server that is gone`,
          fix: 'the next server that starts removes them',
        }
      : { status: 'ok', message: `${table} and ${namespaces} namespaces belong to the server ${server}` }),
  }));
