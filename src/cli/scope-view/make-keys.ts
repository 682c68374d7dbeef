import { rmSync } from 'node:fs';
import { newKeyPair } from '../../host/ed25519.ts';
import { fileAndTrouble } from '../../host/read-text-file.ts';
import { writeFileWhole } from '../../host/write-file.ts';
import { failure } from '../../kernel/failure.ts';
import type { CommonOptions } from '../common-options.ts';
import { exitCodes } from '../exit-code.ts';
import { reportFailure, writeJson } from '../report.ts';
import type { Terminal } from '../terminal.ts';

/** `scope keygen`: a new pair of keys, the private one for its owner alone; nothing is replaced. Returns the exit code. */
export async function makeKeys(terminal: Terminal, common: CommonOptions, out: string): Promise<number> {
  const refuse = (path: string, why: string): Promise<number> =>
    reportFailure(
      terminal,
      common,
      failure('input.invalid', `The key goes to ${fileAndTrouble(path, why)}.`, {
        field: '--out',
        next: ['Name another file: a key is never replaced.'],
      }),
    );
  const { privatePem, publicPem, id } = newKeyPair();
  const publicFile = `${out}.pub`;
  const privateHalf = writeFileWhole(out, privatePem, { mode: 0o600, replace: false });
  if (!privateHalf.ok) return await refuse(out, privateHalf.error);
  const publicHalf = writeFileWhole(publicFile, publicPem, { mode: 0o644, replace: false });
  if (!publicHalf.ok) {
    // It was made a moment ago, and is worth nothing without its other half.
    rmSync(out, { force: true });
    return await refuse(publicFile, publicHalf.error);
  }
  if (common.json)
    await writeJson(terminal, 'scope-keys', { private_key: out, public_key: publicFile, key_id: id });
  else await terminal.write(`${id}\n`);
  if (!common.quiet) {
    terminal.tell(`private key  ${out}  keep it where bailiwick does not run\n`);
    terminal.tell(`public key   ${publicFile}  name it in engagement.public_key_file\n`);
  }
  return exitCodes.ok;
}
