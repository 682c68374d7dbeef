import type { HealthGroup, HealthStatus } from '../../app/health/check.ts';
import { failure, type Failure } from '../../kernel/failure.ts';
import { clean } from '../../output/clean.ts';
import type { CommonOptions } from '../common-options.ts';
import { exitCodes } from '../exit-code.ts';
import { reportFailure, writeJson } from '../report.ts';
import type { Terminal } from '../terminal.ts';
import { askServer, pathOfGroup, type HealthAnswer } from './ask-server.ts';
import { configuredServer, serverAt, type ServerPlace } from './find-server.ts';

export interface HealthWish {
  readonly group: HealthGroup;
  /** The address that was given by hand. */
  readonly url: string | undefined;
}

/** `health`: asks a running server how it is, for a second at most. Exit code 0 where it serves, else 5. */
export async function showHealth(
  terminal: Terminal,
  common: CommonOptions,
  wish: HealthWish,
): Promise<number> {
  const found = wish.url === undefined ? configuredServer(terminal, common) : serverAt(wish.url);
  if (!found.ok) return await reportFailure(terminal, common, found.error);
  const place = found.value;
  const { group } = wish;
  // Probers count from the start of the process, and kill it when their second is over.
  const waitMs = Math.max(leastWaitMs, Math.ceil(probeMs - performance.now()));
  const asked = await askServer({ base: place.base, token: place.token, group, waitMs });
  if (!asked.ok)
    return await reportFailure(terminal, common, unknown(place, asked.error), exitCodes.environment);
  const url = new URL(pathOfGroup[group], place.base).href;
  if (common.json) await writeJson(terminal, 'health', { url, group, ...asked.value });
  else await terminal.write(linesOf(url, asked.value, common.quiet).join(''));
  return exitOf[asked.value.status];
}

const probeMs = 1000;
const leastWaitMs = 250;

const exitOf = {
  pass: exitCodes.ok,
  warn: exitCodes.ok,
  fail: exitCodes.environment,
} as const satisfies Record<HealthStatus, number>;

/** Whoever listens there wrote the words: nothing in them may move a cursor. */
function linesOf(url: string, { status, checks = {} }: HealthAnswer, quiet: boolean): readonly string[] {
  const first = `${status}  ${url}\n`;
  if (quiet) return [first];
  const rows = Object.entries(checks).flatMap(([name, found]) =>
    found.map((one) => `  ${one.status}  ${name.padEnd(13)} ${clean(one.output.replaceAll(/\s+/g, ' '))}\n`),
  );
  return [first, ...rows];
}

function unknown({ base, mayBeStdio }: ServerPlace, why: string): Failure {
  const stdio = mayBeStdio
    ? ' server.transport is stdio: a server over stdin and stdout belongs to its client, and nobody else can ask how it is.'
    : '';
  return failure('config.invalid', `How the server at ${base.href} is cannot be known: ${why}.${stdio}`, {
    field: 'server.port',
    next: [
      'Start it with bailiwick serve --http, or say where it listens with --url.',
      '`bailiwick doctor` says what works on this machine, without a server.',
    ],
  });
}
