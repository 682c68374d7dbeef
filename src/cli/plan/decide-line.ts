import type { App } from '../../app/app.ts';
import type { ErrorCode, ErrorType } from '../../kernel/error-table.ts';
import { errorTypeOf, failure, type Failure } from '../../kernel/failure.ts';
import { nearest } from '../../kernel/nearest.ts';
import { quote } from '../../kernel/quote.ts';
import { err, ok, type Result } from '../../kernel/result.ts';
import { secretMaskOf, type SecretMask } from '../../pipeline/secret-mask.ts';
import { secretsIn, type SecretFields } from '../../pipeline/secrets-of-input.ts';

type LineId = string | number | boolean | null;

/** What `plan --jsonl` writes for one line: a public contract. */
export interface LineDecision {
  /** The line's own id, echoed; null where it has none, or one that is neither text, number nor boolean. */
  readonly id: LineId;
  readonly decision: 'accept' | 'refuse';
  readonly code: ErrorCode | null;
  readonly error_type: ErrorType | null;
  readonly message: string | null;
  readonly field: string | null;
  /** The name of the program; its arguments are in `argv`. */
  readonly binary: string | null;
  readonly argv: readonly string[];
  /** What the command line names: the texts of the authorised targets. */
  readonly targets: readonly string[];
}

/** Decides one line, with the line's own `resolve` map in the place of DNS. It never throws. */
export function decideLine(plan: App['plan'], line: string, secretFields: SecretFields): LineDecision {
  const call = parseLine(line);
  if (!call.ok) return refuse(call.error.id, call.error.failure);
  const decision = decide(plan, call.value);
  const mask = secretMaskOf(secretsIn(call.value.input, secretFields(call.value.tool)));
  return mask === null ? decision : masked(decision, mask);
}

function decide(plan: App['plan'], { id, tool, input, resolve }: Call): LineDecision {
  try {
    // "*" stands for the names that calls use: it would deny every address that it gives, were it asked for a denied name.
    const planned = plan(
      tool,
      input,
      (name, of) => resolve.get(name) ?? (of === 'call' ? resolve.get('*') : null) ?? null,
    );
    if (!planned.ok) return refuse(id, planned.error);
    const { program, argv, targets } = planned.value;
    const accepted = {
      id,
      decision: 'accept',
      code: null,
      error_type: null,
      message: null,
      field: null,
    } as const;
    return { ...accepted, binary: program.name, argv, targets: targets.map((target) => target.text) };
  } catch {
    // One bug must not cost the decisions of every later line; what went wrong may hold the caller's bytes.
    return refuse(id, failure('internal', 'The call could not be judged, so it is refused.'));
  }
}

/** The refusal of a line that was not read to its end. */
export const refuseOversized = (limit: number): LineDecision =>
  refuse(null, failure('input.invalid', `The line is longer than ${limit} bytes; a call is far shorter.`));

/** What a caller has repeated of its secrets elsewhere goes no further; the line's own id is not looked at. */
const masked = (decision: LineDecision, { text }: SecretMask): LineDecision => ({
  ...decision,
  message: decision.message === null ? null : text(decision.message),
  field: decision.field === null ? null : text(decision.field),
  argv: decision.argv.map(text),
  targets: decision.targets.map(text),
});

interface Call {
  readonly id: LineId;
  readonly tool: string;
  readonly input: unknown;
  readonly resolve: ReadonlyMap<string, readonly string[]>;
}

function parseLine(line: string): Result<Call, { readonly id: LineId; readonly failure: Failure }> {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return refused(
      null,
      null,
      `The line is not JSON: ${quote(line, 60)}. Write one call as one JSON object a line.`,
    );
  }
  if (!isRecord(value)) {
    return refused(
      null,
      null,
      'The line is not a JSON object. Write {"id": 1, "tool": "nmap", "arguments": {…}}.',
    );
  }
  const id = echoed(value['id']);
  const stranger = Object.keys(value).find((key) => !keysOfLine.includes(key));
  if (stranger !== undefined) return refused(id, stranger.slice(0, 80), unknownKey(stranger));
  const tool = value['tool'];
  if (typeof tool !== 'string') {
    return refused(id, 'tool', '"tool" must be the name of a tool, such as "nmap".');
  }
  const resolve = parseAnswers(value['resolve'] ?? {});
  if (resolve === null) {
    const example = '{"db.lab.internal": ["10.0.0.5"]}';
    return refused(id, 'resolve', `"resolve" must map host names to lists of addresses, such as ${example}.`);
  }
  return ok({ id, tool, input: value['arguments'] ?? {}, resolve });
}

const keysOfLine: readonly string[] = ['id', 'tool', 'arguments', 'resolve'];

/** A misspelt "arguments" would be a call without any: what is not known is refused, never ignored. */
function unknownKey(key: string): string {
  const near = nearest(key, keysOfLine);
  const hint = near === null ? `a line has ${keysOfLine.join(', ')}.` : `did you mean ${quote(near)}?`;
  return `unknown key ${quote(key)}; ${hint}`;
}

/** Names are compared as the guard writes them: lower case, no trailing dot. */
function parseAnswers(value: unknown): ReadonlyMap<string, readonly string[]> | null {
  if (!isRecord(value)) return null;
  const answers = new Map<string, readonly string[]>();
  for (const [name, addresses] of Object.entries(value)) {
    if (!Array.isArray(addresses) || !addresses.every((address) => typeof address === 'string')) return null;
    answers.set(name.toLowerCase().replace(/\.$/, ''), addresses);
  }
  return answers;
}

/** A refusal of the line itself, under the id that it has. */
const refused = (id: LineId, field: string | null, message: string): ReturnType<typeof parseLine> =>
  err({ id, failure: failure('input.invalid', message, { field }) });

/** Only plain values: a deep one would fell whoever writes it out, and with it the decisions of later lines. */
const echoed = (id: unknown): LineId =>
  typeof id === 'string' || typeof id === 'number' || typeof id === 'boolean' ? id : null;

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const refuse = (id: LineId, reason: Failure): LineDecision => ({
  id,
  decision: 'refuse',
  code: reason.code,
  error_type: errorTypeOf(reason.code),
  message: reason.message,
  field: reason.field,
  binary: null,
  argv: [],
  targets: [],
});
