import {
  breakerList,
  controlPaths,
  type BreakerFacts,
  type BreakerMove,
} from '../../http/control/control-protocol.ts';
import { clean } from '../../output/clean.ts';
import type { CommonOptions } from '../common-options.ts';
import { exitCodes } from '../exit-code.ts';
import { reportFailure, writeJson } from '../report.ts';
import type { Terminal } from '../terminal.ts';
import { asker } from './asker.ts';
import { commandServer } from './command-server.ts';

/** `breaker list`: the breakers of a running server. Returns the exit code. */
export async function listBreakers(
  terminal: Terminal,
  common: CommonOptions,
  pid: number | undefined,
): Promise<number> {
  const listed = await commandServer(terminal, pid, controlPaths.breakers, breakerList);
  if (!listed.ok) return await reportFailure(terminal, common, listed.error);
  const { breakers } = listed.value;
  if (common.json) await writeJson(terminal, 'breakers', { breakers });
  else await terminal.write(breakers.map(lineOf).join(''));
  return exitCodes.ok;
}

/** `breaker open TOOL` and `breaker close TOOL`. Returns the exit code. */
export async function moveBreaker(
  terminal: Terminal,
  common: CommonOptions,
  pid: number | undefined,
  wish: Omit<BreakerMove, 'by'>,
): Promise<number> {
  const move = { ...wish, by: asker(terminal) } satisfies BreakerMove;
  const moved = await commandServer(terminal, pid, controlPaths.breakers, breakerList, move);
  if (!moved.ok) return await reportFailure(terminal, common, moved.error);
  const breakers = moved.value.breakers.filter(({ name }) => name === move.tool);
  if (common.json) await writeJson(terminal, 'breakers', { breakers });
  else if (!common.quiet) terminal.tell(breakers.map(lineOf).join(''));
  return exitCodes.ok;
}

const lineOf = ({ name, state, reason, ...facts }: BreakerFacts): string => {
  const failures = `${facts.failure_count} of ${facts.failure_threshold} failures`;
  const wait = facts.retry_after_sec === null ? '' : `, for ${Math.ceil(facts.retry_after_sec)} s more`;
  return `${name.padEnd(16)} ${state.padEnd(10)} ${failures}${wait}${reason === null ? '' : ` (${clean(reason).replaceAll(/\s+/g, ' ')})`}\n`;
};
