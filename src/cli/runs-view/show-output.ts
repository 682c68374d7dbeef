import { failure } from '../../kernel/failure.ts';
import { clean } from '../../output/clean.ts';
import type { Output } from '../../store/blobs/read-output.ts';
import type { CommonOptions } from '../common-options.ts';
import { exitCodes } from '../exit-code.ts';
import { reportFailure } from '../report.ts';
import type { Terminal } from '../terminal.ts';
import { findRun } from './find-run.ts';
import { withRuns } from './open-runs.ts';

export const outputFormats = ['raw', 'json'] as const;

interface Wanted {
  readonly id: string;
  readonly format: (typeof outputFormats)[number];
  readonly stream: string;
}

/** `runs output ID`: what a program printed, to the byte, or the whole result as JSON. Returns the exit code. */
export const showOutput = (terminal: Terminal, common: CommonOptions, wanted: Wanted): Promise<number> =>
  withRuns(terminal, common, async (store) => {
    const found = await findRun(store, wanted.id);
    if (!found.ok) return await reportFailure(terminal, common, found.error);
    const { id } = found.value;
    const name = wanted.format === 'json' ? 'result' : wanted.stream;
    const output = await store?.output({ runId: id, name });
    if (output?.ok === false) return await reportFailure(terminal, common, output.error);
    const kept = output?.value ?? null;
    if (kept === null) {
      const why = failure('run.not_found', `Nothing is kept of ${name} of the run ${id}.`, {
        field: 'stream',
        next: [`\`bailiwick runs show ${id}\` says what became of it.`],
      });
      return await reportFailure(terminal, common, why);
    }
    await write(terminal, kept);
    return exitCodes.ok;
  });

/** A screen obeys what it is shown, so it is shown that made visible; whoever takes the output further gets its bytes. */
async function write(terminal: Terminal, { bytes, complete }: Output): Promise<void> {
  if (!complete) terminal.tell('not all that was printed has been kept\n');
  await terminal.write(terminal.writeIsTty ? clean(new TextDecoder().decode(bytes)) : bytes);
}
