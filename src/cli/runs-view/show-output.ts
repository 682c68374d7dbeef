import { clean } from '../../output/clean.ts';
import type { Store } from '../../store/store.ts';
import type { CommonOptions } from '../common-options.ts';
import { exitCodes } from '../exit-code.ts';
import { reportFailure } from '../report.ts';
import type { Terminal } from '../terminal.ts';
import { findRun } from './find-run.ts';
import { withRuns } from './open-runs.ts';
import type { OutputFormat } from './output-formats.ts';
import { readAs } from './read-as.ts';

interface Wanted {
  readonly id: string;
  readonly format: OutputFormat;
  readonly stream: string;
}

/** `runs output ID`: what a program printed, to the byte, or the result that was read from it. Returns the exit code. */
export const showOutput = (
  terminal: Terminal,
  common: CommonOptions,
  { id, format, stream }: Wanted,
): Promise<number> =>
  withRuns(terminal, common, async (store) => {
    const found = await findRun(store, id);
    if (!found.ok) return await reportFailure(terminal, common, found.error);
    if (store === null) return exitCodes.ok;
    const read = await readAs(store, found.value, format, stream);
    if (!read.ok) return await reportFailure(terminal, common, read.error);
    const { data, complete, printed } = read.value;
    if (!complete) terminal.tell('not all that was printed has been kept\n');
    if (printed && !common.quiet) terminal.tell(await othersOf(store, found.value.id, stream));
    const shown = printed && terminal.writeIsTty ? madeVisible(terminal, data) : data;
    await terminal.write(shown);
    return exitCodes.ok;
  });

/** A run of several programs has an output of each: slices of a range, or one after the other where redirects led. */
async function othersOf(store: Store, runId: string, stream: string): Promise<string> {
  const kept = await store.outputs(runId);
  const others = kept.ok ? kept.value.filter(({ name }) => name !== stream && name.endsWith('stdout')) : [];
  return others.length === 0 || stream.endsWith('stderr')
    ? ''
    : `its other programs printed more: ${others.length} streams, such as --stream ${others.map(({ name }) => name).toSorted(byNumber.compare)[0]}\n`;
}

const byNumber = new Intl.Collator('en', { numeric: true });

/** A screen obeys what it is shown; whoever takes the output further gets its bytes. */
function madeVisible(terminal: Terminal, data: Uint8Array | string): string {
  const text = typeof data === 'string' ? data : new TextDecoder().decode(data);
  const visible = clean(text);
  if (visible !== text)
    terminal.tell('control characters are made visible; redirect the output for its bytes\n');
  return visible;
}
