import { compileRules } from '../../app/compile-rules.ts';
import type { ConfigError } from '../../config/config-error.ts';
import type { SoundConfig } from '../../config/load.ts';

/**
 * What is wrong with the scope and the engagement of a configuration whose form has errors too, so that all of it can be mended
 * at once. What may only follow from a setting that could not be read is left out.
 */
export function errorsOfMeaning({ config, leftOut, placeOf, errorAt }: SoundConfig): readonly ConfigError[] {
  // What is wrong with this machine is no matter of the file.
  const rules = compileRules(config, placeOf, { ownAddresses: [], broadcastAddresses: [] });
  const failures = rules.ok ? [] : rules.error;
  // Whether a network may be allowed depends on switches such as `scope.allow_public`.
  const isUnsure = leftOut.some((path) => path.startsWith('scope.allow_'));
  return failures.flatMap(({ field, message }) => {
    if (field === null || (isUnsure && /^scope\.allow\b/.test(field))) return [];
    return [errorAt(field, message.replace(`${field}: `, ''))];
  });
}
