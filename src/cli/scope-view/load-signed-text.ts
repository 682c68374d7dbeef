import { compileRules } from '../../app/compile-rules.ts';
import type { LoadedConfig } from '../../config/load.ts';
import { signedTextOf } from '../../config/signed-text.ts';
import { err, ok, type Result } from '../../kernel/result.ts';
import type { CommonOptions } from '../common-options.ts';
import { loadSettings } from '../settings/load-settings.ts';
import { reportSettingsFailures } from '../settings/report-config-errors.ts';
import type { Terminal } from '../terminal.ts';

interface SignedText {
  readonly settings: LoadedConfig;
  readonly text: string;
}

/**
 * What a signature of the configuration is made of. The one that is there is not asked for: it is about to be replaced. A scope
 * that is not sound is not worth signing; its errors are shown, and the exit code is given.
 */
export async function loadSignedText(
  terminal: Terminal,
  common: CommonOptions,
): Promise<Result<SignedText, number>> {
  const settings = await loadSettings(terminal, common);
  if (!settings.ok) return settings;
  const { config, placeOf } = settings.value;
  const rules = compileRules(config, placeOf, anyMachine);
  return rules.ok
    ? ok({ settings: settings.value, text: signedTextOf(config) })
    : err(await reportSettingsFailures(terminal, common, settings.value, rules.error));
}

/** A scope is signed for every machine that it is used on. */
const anyMachine = { ownAddresses: [], broadcastAddresses: [] };
