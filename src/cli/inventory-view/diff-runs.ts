import type { Result } from '../../kernel/result.ts';
import type { Compared } from '../../store/inventory/compare-runs.ts';
import type { Store } from '../../store/store.ts';
import type { CommonOptions } from '../common-options.ts';
import { exitCodes } from '../exit-code.ts';
import { reportFailure } from '../report.ts';
import { withRuns } from '../runs-view/open-runs.ts';
import type { Terminal } from '../terminal.ts';
import type { ShownAs } from './diff-formats.ts';
import { findSide } from './find-side.ts';

interface Wanted {
  readonly before: string;
  readonly after: string;
  readonly format: ShownAs;
  readonly network?: string | undefined;
}

/** `diff A B`: what changed from one run or baseline to another. Returns the exit code: 0 where nothing did, 1 where something did. */
export const diffRuns = (terminal: Terminal, common: CommonOptions, wanted: Wanted): Promise<number> =>
  withRuns(terminal, common, async (store) => {
    const compared = await compare(store, wanted);
    if (!compared.ok) return await reportFailure(terminal, common, compared.error);
    const { changes, text, document } = compared.value;
    const shown = wanted.format === 'json' ? JSON.stringify(document, null, 2) : text;
    await terminal.write(`${shown}\n`);
    return changes === 0 ? exitCodes.ok : exitCodes.difference;
  });

async function compare(
  store: Store | null,
  { before: from, after: to, format, network }: Wanted,
): Promise<Result<Compared>> {
  const before = await findSide(store, from);
  if (!before.ok) return before;
  const after = await findSide(store, to);
  if (!after.ok) return after;
  if (store === null) throw new Error('runs are found in a store alone');
  return await store.compare({
    before: before.value,
    after: after.value,
    network,
    format: format === 'md' ? 'markdown' : 'text',
    // People scroll.
    maxTokens: null,
  });
}
