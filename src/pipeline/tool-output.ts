import { decodeCaptured } from '../output/decode.ts';
import type { ToolOutput } from '../tools/tool.ts';
import type { Execution } from './ports.ts';

/** What a run printed, as a reader takes it. */
export const toolOutputOf = (
  { ending, stdout, stderr }: Execution,
  returncode: number | null,
): ToolOutput => ({
  stdout: decodeCaptured(stdout),
  stderr: decodeCaptured(stderr),
  truncatedStdout: stdout.truncated,
  returncode,
  complete: ending.kind === 'exited',
});
