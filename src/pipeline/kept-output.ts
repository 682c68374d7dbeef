import type { Captured, Content, Execution, KeptOutput, SpilledStream } from './ports.ts';

/** What is kept of what a program printed; `nth` is its place among the programs of its run, from 1. */
export const outputsOf = (execution: Execution, nth: number): readonly KeptOutput[] =>
  (['stdout', 'stderr'] as const).flatMap((stream) => {
    const captured = execution[stream];
    if (captured.bytes === 0) return [];
    const name = nth === 1 ? stream : `${nth}.${stream}`;
    const spilled = execution.artifacts.find((artifact) => artifact.stream === stream);
    return [{ name, ...keptOf(captured, spilled) }];
  });

function keptOf(
  { head, tail, truncated }: Captured,
  spilled: SpilledStream | undefined,
): { readonly content: Content; readonly complete: boolean } {
  if (spilled !== undefined)
    return { content: { kind: 'file', path: spilled.path }, complete: spilled.complete };
  const bytes = truncated ? Buffer.concat([head, tail]) : head;
  return { content: { kind: 'bytes', bytes }, complete: !truncated };
}
