import type * as z from 'zod';
import { breakerList, controlPaths, type BreakerMove } from '../../http/control/control-protocol.ts';
import type { CommonOptions } from '../common-options.ts';
import { exitCodes } from '../exit-code.ts';
import { reportFailure, writeJson } from '../report.ts';
import type { Terminal } from '../terminal.ts';
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
  move: BreakerMove,
): Promise<number> {
  const moved = await commandServer(terminal, pid, controlPaths.breakers, breakerList, move);
  if (!moved.ok) return await reportFailure(terminal, common, moved.error);
  const breakers = moved.value.breakers.filter(({ name }) => name === move.tool);
  if (common.json) await writeJson(terminal, 'breakers', { breakers });
  else if (!common.quiet) terminal.tell(breakers.map(lineOf).join(''));
  return exitCodes.ok;
}

type Shown = z.output<typeof breakerList>['breakers'][number];

const lineOf = ({ name, state, failureCount, failureThreshold, note, retryAfterMs }: Shown): string => {
  const failures = `${failureCount} of ${failureThreshold} failures`;
  const wait = retryAfterMs === null ? '' : `, for ${Math.ceil(retryAfterMs / 1000)} s more`;
  return `${name.padEnd(16)} ${state.padEnd(10)} ${failures}${wait}${note === null ? '' : ` (${note})`}\n`;
};
