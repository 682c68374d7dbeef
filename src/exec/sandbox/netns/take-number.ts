import { err, ok, type Result } from '../../../kernel/result.ts';
import { ownerHere } from './owner.ts';
import { numberTaken, openScript, sweepScript } from './pool-scripts.ts';
import { poolRules } from './rules.ts';
import { complaintOf, type RunScript } from './run-script.ts';
import { mostPools, poolNetwork } from './slot.ts';

/** What a pool stands on: a number that is its own, with a table of that number. */
export interface Ground {
  readonly number: number;
  /** Why no IPv6 passes, as a clause; null where it does. */
  readonly withoutIpv6: string | null;
  /** The programs that a run is sent on its way with, absolute. */
  readonly nft: string;
  readonly nsenter: string;
}

/** Removes what dead servers left, and takes the lowest number that nobody has. The error is a clause. */
export async function takeNumber(run: RunScript): Promise<Result<Ground, string>> {
  const swept = await run(sweepScript, []);
  if (swept.code !== 0) return err(complaintOf(swept));
  const taken = new Set(swept.stdout.split('\n').filter(Boolean).map(Number));
  const free = Array.from({ length: mostPools }, (_, at) => at).filter((at) => !taken.has(at));
  return tryNumbers(run, free.slice(0, mostTries));
}

async function tryNumbers(
  run: RunScript,
  [number, ...others]: readonly number[],
): Promise<Result<Ground, string>> {
  if (number === undefined) return err('no number is left for a pool: another server has each of them');
  const owner = ownerHere();
  const words = [String(number), poolRules(number, owner), poolNetwork(number), owner];
  const opened = await run(openScript, words);
  // Another server was faster, or the machine has such addresses itself.
  if (opened.code === numberTaken) return tryNumbers(run, others);
  const [nft = '', nsenter = '', without = ''] = opened.stdout.split('\n');
  return opened.code === 0
    ? ok({ number, nft, nsenter, withoutIpv6: without === '' ? null : without })
    : err(complaintOf(opened));
}

/** Each takes a shell; more than this many servers do not start at once. */
const mostTries = 16;
