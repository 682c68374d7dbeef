import { rememberedResult } from '../../app/remembered-result.ts';
import { unkeptOutput } from '../../app/unkept-output.ts';
import { failure, type Failure } from '../../kernel/failure.ts';
import { err, ok, type Result } from '../../kernel/result.ts';
import { csvOf } from '../../output/csv.ts';
import { markdownTable } from '../../output/markdown-table.ts';
import { jsonLines, resultRows, type ResultRows } from '../../output/result-rows.ts';
import type { RunFacts } from '../../store/runs/run-facts.ts';
import type { Store } from '../../store/store.ts';
import type { OutputFormat } from './output-formats.ts';

/** What is written. */
interface Written {
  readonly data: Uint8Array | string;
  /** Whether nothing of it is missing. */
  readonly complete: boolean;
  /** Whether a program chose every byte of it. */
  readonly printed: boolean;
}

/** Reads what is kept of a run in a format; the failure says what there is instead. */
export async function readAs(
  store: Pick<Store, 'output' | 'slices'>,
  run: RunFacts,
  format: OutputFormat,
  stream: string,
): Promise<Result<Written>> {
  switch (format) {
    case 'raw':
    case 'xml': {
      const read = await readKept(store, run, stream);
      return read.ok && format === 'xml' && !isXml(read.value.data) ? err(noXml(run, stream)) : read;
    }
    case 'json': {
      const read = await readKept(store, run, 'result');
      return read.ok ? ok({ ...read.value, printed: false }) : read;
    }
    case 'jsonl':
      return await readRows(store, run, jsonLines);
    case 'csv':
      return await readRows(store, run, csvOf);
    case 'md':
      return await readRows(store, run, markdownTable);
  }
}

async function readKept(
  store: Pick<Store, 'output'>,
  run: RunFacts,
  name: string,
): Promise<Result<Written & { readonly data: Uint8Array }>> {
  const output = await store.output({ runId: run.id, name });
  if (!output.ok) return output;
  const { value: kept } = output;
  if (kept === null || kept.bytes === null) return err(unkeptOutput(run.id, name, kept, [showsMore(run)]));
  return ok({ data: kept.bytes, complete: kept.complete, printed: true });
}

async function readRows(
  store: Pick<Store, 'output' | 'slices'>,
  run: RunFacts,
  render: (rows: ResultRows) => string,
): Promise<Result<Written>> {
  const remembered = await rememberedResult(store, run);
  if (!remembered.ok) return remembered;
  const { result } = remembered.value;
  return result === null
    ? err(noResult(run))
    : ok({ data: render(resultRows(result)), complete: true, printed: false });
}

const isXml = (bytes: Uint8Array): boolean =>
  /^\uFEFF?\s*<[?!a-z]/i.test(new TextDecoder().decode(bytes.subarray(0, 200)));

const noXml = (run: RunFacts, stream: string): Failure =>
  failure(
    'input.invalid',
    `--format xml: ${stream} of the run ${run.id} is no XML; ${run.tool} printed something else.`,
    { field: '--format', next: ['Use raw for what was printed, or json, jsonl, csv or md for its result.'] },
  );

const noResult = (run: RunFacts): Failure =>
  failure('run.not_found', `The run ${run.id} has no parsed result to make rows of: it is ${run.state}.`, {
    field: '--format',
    next: ['Use --format raw for what was printed.', showsMore(run)],
  });

const showsMore = ({ id }: RunFacts): string => `\`bailiwick runs show ${id}\` says what became of it.`;
