import { failure, type Failure } from '../kernel/failure.ts';
import { newRunId, type RandomBytes } from '../kernel/ids.ts';
import { quote } from '../kernel/quote.ts';
import { clean } from '../output/clean.ts';
import { decodeCaptured } from '../output/decode.ts';
import type { Ending, Executor } from '../pipeline/ports.ts';
import { barePlan } from '../tools/bare-plan.ts';
import type { Probe, Profile, Program } from '../tools/tool.ts';

/** What a program answered to a probe. */
export type Probed =
  | { readonly kind: 'as_expected'; readonly version: string | null }
  /** It answered something else, or nothing; `said` is a clause with what it printed, cleaned and cut. */
  | { readonly kind: 'otherwise'; readonly said: string }
  /** It gave no answer that would hold next time: it did not start, was too slow, or was stopped. */
  | { readonly kind: 'unclear'; readonly failure: Failure };

/** Runs one command line of a program as any call is run: by the launcher, without a shell, five seconds at most. */
export async function runProbe(
  { run }: Pick<Executor, 'run'>,
  random: RandomBytes,
  program: Program,
  { argv, expects }: Probe,
  profile: Profile,
): Promise<Probed> {
  const { ending, stdout, stderr } = await run({
    runId: newRunId(random),
    plan: {
      ...barePlan,
      tool: 'probe',
      program,
      argv,
      profile,
      keep: { stdoutBytes: mostRead, stderrBytes: mostRead },
    },
    signal: new AbortController().signal,
    onStdout: () => undefined,
    artifacts: false,
  });
  const unclear = whyUnclear(ending, program.name);
  if (unclear !== null) return { kind: 'unclear', failure: unclear };
  const out = decodeCaptured(stdout);
  const complaint = decodeCaptured(stderr);
  const found = expects.exec(`${out}\n${complaint}`);
  if (found !== null) return { kind: 'as_expected', version: versionOf(found[1]) };
  // Programs complain on stderr; what they print on stdout is what they were asked for.
  const line = firstLine(complaint) ?? firstLine(out);
  return { kind: 'otherwise', said: line === null ? 'it printed nothing' : `it printed ${quote(line, 100)}` };
}

function whyUnclear(ending: Ending, name: string): Failure | null {
  const unavailable = (why: string): Failure =>
    failure('sandbox.unavailable', `${name} was asked what it is, and ${why}. Nothing was sent.`);
  switch (ending.kind) {
    case 'exited':
    case 'signalled':
      return null;
    case 'timed_out':
      return unavailable(`did not answer within ${barePlan.timeoutSec} s`);
    case 'overflowed':
      return unavailable('printed without end');
    case 'out_of_memory':
      return unavailable('used more memory than sandbox.limits.memory allows');
    case 'stopped':
      return unavailable('was stopped before it answered');
    case 'not_started':
      return ending.failure;
  }
}

function versionOf(text: string | undefined): string | null {
  const version = clean(text ?? '').trim();
  return version === '' ? null : version.slice(0, 40);
}

const firstLine = (text: string): string | null =>
  text
    .split('\n', mostLines)
    .map((line) => line.trim())
    .find((line) => line !== '') ?? null;

const mostLines = 200;
const mostRead = 16 * 1024;
