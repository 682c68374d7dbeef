import type { CommonOptions } from '../common-options.ts';
import { exitCodeOfSignal, exitCodes } from '../exit-code.ts';
import { paintFor, reportFailure, writeJson } from '../report.ts';
import { watchSignals } from '../signals.ts';
import type { Terminal } from '../terminal.ts';
import { loadClient } from './load-client.ts';
import { createNarrator } from './narrator.ts';
import { play } from './play.ts';
import { startServices } from './services.ts';
import { createWorkspace } from './workspace.ts';

/** Shows bailiwick at work on this machine alone. The exit code is 1 where anything did not go as it was told. */
export async function runDemo(terminal: Terminal, common: CommonOptions): Promise<number> {
  const library = await loadClient();
  if (!library.ok) return await reportFailure(terminal, common, library.error);
  const made = await createWorkspace();
  if (!made.ok) return await reportFailure(terminal, common, made.error);
  const workspace = made.value;
  const { promise: interrupted, resolve } = Promise.withResolvers<'interrupted'>();
  const watch = watchSignals(() => {
    resolve('interrupted');
  });
  // With --json the story is for people and stdout is for data; after ^C there is nothing more to tell.
  const say = (text: string): void => {
    if (watch.caught() !== null) return;
    if (common.json) terminal.tell(text);
    else void terminal.write(text);
  };
  const paint = paintFor(terminal, common, common.json ? 'tell' : 'write');
  const narrator = createNarrator(say, paint);
  say(
    `${paint('bold', 'bailiwick demo')}: a real client, real tools, this machine alone. Nothing is sent elsewhere.\n`,
  );
  const services = await startServices();
  try {
    const played = await play(narrator, library.value, services, workspace, interrupted);
    const signal = watch.caught();
    if (signal !== null) return exitCodeOfSignal(signal);
    if (!played.ok) return await reportFailure(terminal, common, played.error);
  } finally {
    watch.end();
    await workspace.remove();
    await Promise.all(services.map((service) => service.close()));
  }
  const checks = narrator.checks();
  const failed = checks.filter((check) => !check.passed);
  say(ending(checks.length, failed.length));
  if (common.json) await writeJson(terminal, 'demo', { checks });
  return failed.length === 0 ? exitCodes.ok : exitCodes.difference;
}

const ending = (checks: number, failed: number): string => `
${failed === 0 ? `All ${checks} checks passed.` : `${failed} of ${checks} checks FAILED; each has a ✗ above.`}

What next
  node bin/bailiwick.js doctor          what works here, and how to mend what does not
  node bin/bailiwick.js scope show      what may be touched: your private networks, until you narrow it
  node bin/bailiwick.js run nmap TARGET --top-ports 100
  README.md, "Connecting a client"      the lines for Claude Code, VS Code and others
`;
