import type { CallError, CallMetadata, CallResult } from '../kernel/call-result.ts';
import { ends } from '../output/ends.ts';
import { estimateTokens } from '../output/estimate-tokens.ts';
import { fitTexts, fitTokens } from '../output/fit-tokens.ts';
import { renderResult } from '../output/render-result.ts';

/** What an error may cost, its code, its reference and the way out included; estimated, a seventh under the budget of 200. */
const errorTokens = 168;
/** Of that, what the way out has for itself where the reason is long. */
const nextTokens = 50;

/** Cuts everything around a result to a model's size; `outputTokens` is for each stream that is shown of a program. */
export function fitEnvelope(result: CallResult, outputTokens: number): CallResult {
  const { summary, error, status, metadata } = result;
  const fitted = error === null ? null : fitError(result, error);
  const said = fitted !== null && result.result === null ? fitted.message : null;
  return {
    ...result,
    tool: fitTokens(result.tool, 40),
    summary: said !== null && status !== 'refused' ? said : fitTokens(summary, 250),
    correlation_id: fitTokens(result.correlation_id, 60),
    error: fitted,
    metadata: fitMetadata(metadata, outputTokens, fitted),
  };
}

/** The reason and the way out share what the rest of the error leaves. */
function fitError(result: CallResult, error: CallError): CallError {
  const bare = {
    ...error,
    message: '',
    next: [],
    field: error.field === null ? null : fitTokens(error.field, 22),
  };
  const frame = renderResult(
    { ...result, summary: '', error: bare, metadata: noOutput(result.metadata) },
    '',
  );
  // What a program did is not the error.
  const counted = result.metadata.sandbox === null ? frame : (frame.split('\n', 1)[0] ?? '');
  const room = errorTokens - estimateTokens(counted);
  const wish = error.next.reduce((sum, way) => sum + estimateTokens(way) + 1, 0);
  const forNext = Math.min(wish, Math.max(nextTokens, room - estimateTokens(error.message)));
  const next = fitTexts(error.next, forNext);
  return {
    ...bare,
    message: fitTokens(error.message, room - forNext),
    recovery_suggestion: next[0] ?? fitTokens(error.recovery_suggestion, nextTokens),
    next,
  };
}

const noOutput = (metadata: CallMetadata): CallMetadata => ({ ...metadata, untrusted_output: null });

function fitMetadata(metadata: CallMetadata, outputTokens: number, error: CallError | null): CallMetadata {
  const { target, pinned, argv, program, notes, next, artifacts, untrusted_fields, untrusted_output } =
    metadata;
  return {
    ...metadata,
    target: target === null ? null : fitTokens(target, 40),
    pinned: first(pinned, 60),
    // A plan is asked for to see the command; elsewhere it is there to be compared.
    argv: first(argv, metadata.dry_run ? 600 : 120),
    program:
      program === null
        ? null
        : {
            path: fitTokens(program.path, 40),
            version: program.version === null ? null : fitTokens(program.version, 20),
          },
    // Where the files are is for people of this machine; a model can neither open nor compare them.
    artifacts: artifacts.map(({ stream, bytes, complete }) => ({ stream, bytes, complete })),
    notes: first(notes, 100),
    // The error has the way out already.
    next: error === null ? fitTexts(next, 60) : [],
    untrusted_fields: first(untrusted_fields, 140),
    untrusted_output:
      untrusted_output === null || outputTokens === 0
        ? null
        : {
            stdout: fitEnds(untrusted_output.stdout, outputTokens),
            stderr: fitEnds(untrusted_output.stderr, outputTokens),
          },
  };
}

/** The first entries, and how many more there were. */
function first(texts: readonly string[], max: number): readonly string[] {
  const kept = fitTexts(texts, max);
  return kept.length === texts.length ? kept : [...kept, `… ${texts.length - kept.length} more`];
}

/** Both ends of what was printed, in as many characters as that many tokens allow. */
function fitEnds(text: string, tokens: number): string {
  let max = Math.min(text.length, tokens * 4);
  while (max > 0 && estimateTokens(ends(text, max)) > tokens) max = Math.floor(max * 0.8);
  return ends(text, max);
}
