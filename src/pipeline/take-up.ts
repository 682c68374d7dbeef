import { failure, type Failure } from '../kernel/failure.ts';
import { quote } from '../kernel/quote.ts';
import { err, ok, type Result } from '../kernel/result.ts';
import { spanOfSlices } from '../scope/slices.ts';
import type { Call } from './call.ts';
import type { Ports, Resumable } from './ports.ts';

/** The arguments of a call, and the run that it goes on with. */
export interface Asked {
  readonly input: unknown;
  /** Null where it begins anew. */
  readonly earlier: Resumable | null;
}

/** Whether a call names a run that it goes on with. */
export const goesOn = (input: unknown): boolean => (recordOf(input)?.['resume'] ?? null) !== null;

/**
 * Reads what a call is to do where its argument `resume` names a run: the slices which that run has left, as a target that is judged
 * like any other. Its other arguments are those of that run, given again or left out.
 */
export async function takeUp(
  { slices }: Pick<Ports, 'slices'>,
  { tool, caller }: Pick<Call, 'tool' | 'caller'>,
  input: unknown,
): Promise<Result<Asked>> {
  const { resume: id, ...own } = recordOf(input) ?? {};
  if (typeof id !== 'string') return err(refused('resume is no run id.'));
  const found = await slices.find(id, caller);
  if (!found.ok) return found;
  const earlier = found.value;
  if (earlier.tool !== tool) return err(refused(`${earlier.runId} is a run of ${earlier.tool}.`));
  const other = Object.keys(own).find(
    (name) => !ofCallAlone.has(name) && !isAsThen(earlier, name, own[name]),
  );
  if (other !== undefined) return err(anotherCall(earlier, other));
  const target = spanOfSlices(earlier.slices.slice(earlier.done.length));
  if (target === null) throw new Error(`${earlier.runId} has slices that are no targets`);
  return ok({ input: { ...withoutCall(earlier.input), ...own, target }, earlier });
}

/** Whether an argument is that of the earlier run; its target may also be spelled as results have it. */
const isAsThen = ({ input, slices }: Resumable, name: string, value: unknown): boolean =>
  JSON.stringify(value) === JSON.stringify(input[name]) ||
  (name === 'target' && value === spanOfSlices(slices));

/** The arguments that are no part of what is asked for. */
const ofCallAlone: ReadonlySet<string> = new Set(['timeout_sec', 'correlation_id', 'dry_run']);

const withoutCall = (input: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> =>
  Object.fromEntries(
    Object.entries(input).filter(([name]) => name === 'timeout_sec' || !ofCallAlone.has(name)),
  );

/** An object as its own properties; null for anything else. */
export function recordOf(input: unknown): Readonly<Record<string, unknown>> | null {
  return typeof input === 'object' && input !== null && !Array.isArray(input)
    ? Object.fromEntries(Object.entries(input))
    : null;
}

const refused = (why: string): Failure =>
  failure('input.invalid', `${why} Nothing was sent.`, { field: 'resume' });

const anotherCall = ({ runId, input }: Resumable, name: string): Failure =>
  failure(
    'input.invalid',
    `${quote(name, 64)} is another than in ${runId}, where it is ${quote(JSON.stringify(input[name]) ?? 'left out', 80)}. Nothing was sent.`,
    {
      field: name,
      next: [
        'Give the arguments of that run, or only target and resume; to ask for something else, leave resume out.',
      ],
    },
  );
