import { resolve } from 'node:path';
import { thisPlace } from '../../app/this-place.ts';
import type { Config } from '../../config/schema.ts';
import { readPublicKey, readSigningKey } from '../../host/ed25519.ts';
import { besideConfig } from '../../host/places.ts';
import { fileAndTrouble } from '../../host/read-text-file.ts';
import { writeFileWhole } from '../../host/write-file.ts';
import { failure } from '../../kernel/failure.ts';
import { quote } from '../../kernel/quote.ts';
import { writeSignature } from '../../scope/signature.ts';
import type { CommonOptions } from '../common-options.ts';
import { exitCodes } from '../exit-code.ts';
import { reportFailure, writeJson } from '../report.ts';
import type { Terminal } from '../terminal.ts';
import { loadSignedText } from './load-signed-text.ts';

interface SignWish {
  /** The file of the private key. */
  readonly key: string;
  /** Where the signature goes; without it to `engagement.signature_file`. */
  readonly out: string | undefined;
}

/** `scope sign`: signs the scope and the engagement in force, and prints the id of the key. Returns the exit code. */
export async function signScope(terminal: Terminal, common: CommonOptions, wish: SignWish): Promise<number> {
  const loaded = await loadSignedText(terminal, common);
  if (!loaded.ok) return loaded.error;
  const { settings, text } = loaded.value;
  const { config } = settings;
  const refuse = (field: string, message: string): Promise<number> =>
    reportFailure(terminal, common, failure('input.invalid', message, { field }));
  const named = config.engagement.signature_file;
  const checked = named === '' ? null : besideConfig(settings.file, named);
  const out = wish.out === undefined ? checked : resolve(wish.out);
  if (out === null)
    return await refuse(
      '--out',
      'Neither --out nor engagement.signature_file names a file for the signature.',
    );
  const { readText } = thisPlace(config, settings.file);
  const pem = readText(resolve(wish.key));
  const key = pem.ok ? readSigningKey(pem.value) : pem;
  if (!key.ok) return await refuse('--key', `--key is ${fileAndTrouble(wish.key, key.error)}.`);
  const { publicKey, sign } = key.value;
  const file = writeFileWhole(out, writeSignature(publicKey.id, sign(text)), { mode: 0o600, replace: true });
  if (!file.ok) return await refuse('--out', `The signature goes to ${fileAndTrouble(out, file.error)}.`);

  const doubt = doubtOf(config, out === checked, publicKey.id, readText);
  if (common.json)
    await writeJson(terminal, 'scope-signature', { file: out, key_id: publicKey.id, warning: doubt });
  else await terminal.write(`${publicKey.id}\n`);
  if (!common.quiet) terminal.tell(`signed  ${settings.file ?? 'the configuration in force'}  →  ${out}\n`);
  if (doubt !== null) terminal.tell(`warning: ${doubt}\n`);
  return exitCodes.ok;
}

/** Why a signature that was written would not be accepted yet, or null. */
function doubtOf(
  { engagement }: Config,
  isChecked: boolean,
  keyId: string,
  readText: ReturnType<typeof thisPlace>['readText'],
): string | null {
  if (engagement.public_key_file === '')
    return 'engagement.public_key_file names no key, so nothing checks this signature. Name it, then sign again: it is signed too.';
  if (!isChecked)
    return `engagement.signature_file is ${quote(engagement.signature_file)}, so another file is checked.`;
  const pem = readText(engagement.public_key_file);
  const key = pem.ok ? readPublicKey(pem.value) : pem;
  if (!key.ok)
    return `engagement.public_key_file is ${fileAndTrouble(engagement.public_key_file, key.error)}.`;
  return key.value.id === keyId ? null : `engagement.public_key_file holds another key, ${key.value.id}.`;
}
