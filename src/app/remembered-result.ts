import type { CallResult } from '../kernel/call-result.ts';
import { errorTable, type ErrorCode } from '../kernel/error-table.ts';
import { failure, type Failure } from '../kernel/failure.ts';
import { correlationIdOf } from '../kernel/ids.ts';
import { ok, type Result } from '../kernel/result.ts';
import { buildResult } from '../pipeline/build-result.ts';
import type { Resumable } from '../pipeline/ports.ts';
import { resumeCall } from '../pipeline/sliced-journey.ts';
import type { RunFacts } from '../store/runs/run-facts.ts';
import type { Store } from '../store/store.ts';

/** The result of a run that is remembered: as it was answered, or, where nothing was, what is known of how it ended. */
export async function rememberedResult(
  store: Pick<Store, 'output' | 'slices'>,
  facts: RunFacts,
): Promise<Result<CallResult>> {
  const kept = await store.output({ runId: facts.id, name: 'result' });
  if (!kept.ok) return kept;
  const result = readResult(kept.value?.bytes ?? null);
  if (result !== null) return ok(result);
  const left = facts.state === 'interrupted' ? await store.slices.find(facts.id, anybody) : null;
  return ok(fromFacts(facts, left?.ok === true ? left.value : null));
}

/** Whoever is told of the run has been told that it is theirs. */
const anybody = { channel: 'cli', principal: 'local', client: null } as const;

/** What we wrote ourselves, to the byte: its digest has been checked. */
function readResult(bytes: Uint8Array | null): CallResult | null {
  if (bytes === null) return null;
  const result: unknown = JSON.parse(new TextDecoder().decode(bytes));
  return isResult(result) ? result : null;
}

const isResult = (value: unknown): value is CallResult =>
  typeof value === 'object' &&
  value !== null &&
  'run_id' in value &&
  'status' in value &&
  'metadata' in value;

function fromFacts(facts: RunFacts, left: Resumable | null): CallResult {
  const named = {
    runId: facts.id,
    correlationId: correlationIdOf(facts.correlationId, () => new Uint8Array(12)),
    tool: facts.tool,
    configVersion: '',
  };
  const { state } = facts;
  const why = left === null ? failureOf(facts) : interruptedBetween(facts, left);
  const status = state === 'interrupted' ? 'failed' : state;
  const summary = facts.summary ?? why?.message ?? `${facts.tool} is under way in another server.`;
  return buildResult(named, status, summary, why, { metadata: { target: facts.target } });
}

const interruptedBetween = ({ id, tool }: RunFacts, { done, slices, input }: Resumable): Failure =>
  failure(
    'run.interrupted',
    `${tool} was under way when its server ended; ${done.length} of ${slices.length} slices were done and are kept.`,
    { next: [resumeCall(tool, String(input['target']), id)] },
  );

function failureOf({ state, tool, code }: RunFacts): Failure | null {
  if (state === 'interrupted')
    return failure(
      'run.interrupted',
      `${tool} was under way when its server ended; what it had found is lost.`,
    );
  const known = Object.keys(errorTable).find((name): name is ErrorCode => name === code);
  return known === undefined ? null : failure(known, `${tool} was not run: ${known}.`);
}
