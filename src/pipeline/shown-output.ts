import type { CallMetadata, RunStatus } from '../kernel/call-result.ts';
import { clean } from '../output/clean.ts';
import { ends } from '../output/ends.ts';
import type { Finding } from '../tools/tool.ts';
import type { Captured } from './ports.ts';

/** A stream as it was captured, and as text. */
export interface Printed {
  readonly captured: Captured;
  readonly text: string;
}

/**
 * What a result shows of the program's own words: all streams where nothing could be parsed, beside a result without a row
 * stderr, and beside any other the reason why the run did not end well, which programs print on stderr or, where that is
 * silent, at the end of stdout.
 */
export function shownOutput(
  status: RunStatus,
  read: Pick<Finding, 'silent'> | null,
  stdout: Printed,
  stderr: Printed,
): CallMetadata['untrusted_output'] {
  if (read === null) return { stdout: shown(stdout), stderr: shown(stderr) };
  if (status === 'succeeded' && read.silent !== true) return null;
  if (stderr.text.trim() !== '') return { stdout: '', stderr: shown(stderr) };
  return status === 'failed' ? { stdout: shown(stdout), stderr: '' } : null;
}

/** Characters of each stream. */
const shownCharacters = 2000;

const shown = ({ captured: { head, tail, bytes }, text }: Printed): string =>
  ends(clean(text), shownCharacters, bytes - head.length - tail.length);
