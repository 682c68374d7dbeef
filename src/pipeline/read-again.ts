import { ok, type Result } from '../kernel/result.ts';
import type { Finding, Reader } from '../tools/tool.ts';
import type { Ports, Resumable } from './ports.ts';

/** Has a reader read what the slices of an earlier run printed, as if their programs had just ended. */
export async function readAgain(
  { slices }: Pick<Ports, 'slices'>,
  reader: Reader<Finding>,
  earlier: Resumable | null,
): Promise<Result<null>> {
  for (const { position, returncode, complete } of earlier?.done ?? []) {
    // One after the other, for one alone may be as large as a program is let print.
    // oxlint-disable-next-line no-await-in-loop -- see above
    const output = earlier === null ? null : await slices.output(earlier.runId, position);
    if (output === null) break;
    if (!output.ok) return output;
    const { stdout, stderr } = output.value;
    reader.write(stdout);
    const texts = { stdout: utf8.decode(stdout), stderr: utf8.decode(stderr), truncatedStdout: false };
    const read = reader.next?.({ ...texts, returncode, complete });
    if (read?.ok === false) return read;
  }
  return ok(null);
}

const utf8 = new TextDecoder('utf-8', { ignoreBOM: true });
