import { err, ok, type Result } from '../kernel/result.ts';

/** A detached Ed25519 signature, as its file holds it. */
export interface Signature {
  /** The key that it says it was made with; a hint for messages, which proves nothing. Null where the file names none. */
  readonly keyId: string | null;
  /** 64 bytes. */
  readonly bytes: Uint8Array;
}

/** Writes a signature: a comment with the id of the key, then one line of base64. */
export const writeSignature = (keyId: string, bytes: Uint8Array): string =>
  `# bailiwick scope signature, Ed25519, key ${keyId}\n${btoa(String.fromCharCode(...bytes))}\n`;

/** Reads a signature; plain base64 will do. The error is a predicate about the file. */
export function readSignature(text: string): Result<Signature, string> {
  const lines = text.split('\n').map((line) => line.trim());
  const [line = '', ...more] = lines.filter((one) => one !== '' && !one.startsWith('#'));
  // 64 bytes are 88 characters of base64, the last two of them padding.
  if (more.length > 0 || !/^[A-Za-z0-9+/]{85}[AQgw]==$/.test(line)) {
    const seen = more.length > 0 ? `${more.length + 1} lines` : `${line.length} characters`;
    return err(
      `holds no Ed25519 signature: one line of 88 characters of base64 is expected, and ${seen} are there`,
    );
  }
  const [, keyId = null] = /^# bailiwick .* key (sha256:[0-9a-f]{64})$/m.exec(lines.join('\n')) ?? [];
  return ok({ keyId, bytes: Uint8Array.from(atob(line), (character) => character.charCodeAt(0)) });
}
