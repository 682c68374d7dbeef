import { canonicalJson } from './canonical.ts';
import type { Config } from './schema.ts';

/**
 * What a signature of the scope is made of: the scope and the engagement that are in force, whatever source each value came
 * from, so that an environment variable or a flag cannot widen what was signed. One line, with its newline.
 */
export function signedTextOf({ scope, engagement }: Config): string {
  // Where the signature lies cannot be part of what it signs.
  const { signature_file: _, ...signed } = engagement;
  return `${canonicalJson({ scope, engagement: signed })}\n`;
}
