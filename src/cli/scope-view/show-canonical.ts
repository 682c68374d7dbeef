import type { CommonOptions } from '../common-options.ts';
import { exitCodes } from '../exit-code.ts';
import type { Terminal } from '../terminal.ts';
import { loadSignedText } from './load-signed-text.ts';

/** `scope show --canonical`: exactly the bytes that a signature is made of. Returns the exit code. */
export async function showCanonical(terminal: Terminal, common: CommonOptions): Promise<number> {
  const loaded = await loadSignedText(terminal, common);
  if (!loaded.ok) return loaded.error;
  await terminal.write(loaded.value.text);
  return exitCodes.ok;
}
