import type { App } from '../../app/app.ts';
import { systemRandom } from '../../host/random.ts';
import { newFence } from '../../kernel/ids.ts';
import { renderResult } from '../../output/render-result.ts';
import type { CommonOptions } from '../common-options.ts';
import type { Terminal } from '../terminal.ts';
import { followCall, type FollowedCall } from './follow-call.ts';

/** Makes a call and prints what it found, for people or as JSON. Returns the exit code. */
export async function followAndShow(
  terminal: Terminal,
  common: CommonOptions,
  app: App,
  call: FollowedCall,
): Promise<number> {
  const { result, exitCode } = await followCall(terminal, common, app, call);
  const found = result.result !== null || result.metadata.untrusted_output !== null;
  if (common.json) await terminal.write(`${JSON.stringify(result, null, 2)}\n`);
  else if (result.error === null || found)
    await terminal.write(`${renderResult(result, newFence(systemRandom))}\n`);
  return exitCode;
}
