import { resolve } from 'node:path';
import { auditKeyOf } from '../../app/audit-key-of.ts';
import { pruneAudit } from '../../app/prune-audit.ts';
import { signHead } from '../../app/sign-head.ts';
import { systemClock } from '../../host/clock.ts';
import type { SigningKey } from '../../host/ed25519.ts';
import { archiveFolder, storePlace } from '../../host/places.ts';
import { failure } from '../../kernel/failure.ts';
import { err, ok, type Result } from '../../kernel/result.ts';
import { openStore } from '../../store/open-store.ts';
import type { Store } from '../../store/store.ts';
import type { CommonOptions } from '../common-options.ts';
import { exitCodes } from '../exit-code.ts';
import { reportFailure, writeJson } from '../report.ts';
import { loadSettings } from '../settings/load-settings.ts';
import type { Terminal } from '../terminal.ts';
import { isAbsent, tellNoRecords } from './open-reader.ts';

interface Wanted {
  /** Milliseconds since the Unix epoch. */
  readonly before: number;
  /** A folder; `audit.archive_folder` where none is named. */
  readonly to?: string | undefined;
}

/** `audit prune`: moves the records from before a time out of the database, in signed segments. Returns the exit code. */
export async function pruneLog(
  terminal: Terminal,
  common: CommonOptions,
  { before, to }: Wanted,
): Promise<number> {
  const settings = await loadSettings(terminal, common);
  if (!settings.ok) return settings.error;
  const { config, file } = settings.value;
  const place = storePlace(config, terminal.env);
  const { path } = place;
  if (isAbsent(place)) {
    tellNoRecords(terminal, place);
    return exitCodes.ok;
  }
  const store = await openStore({ ...place, owner: '' }, systemClock);
  if (!store.ok) return await reportFailure(terminal, common, store.error);
  const folder = to === undefined ? archiveFolder(config.audit.archive_folder, file, path) : resolve(to);
  const key = auditKeyOf(settings.value, path);
  const pruned = await pruneAudit(store.value, key, { before, folder });
  const signed = pruned.ok && pruned.value.length > 0 ? await signRest(store.value, key) : ok(null);
  await store.value.close();
  if (!pruned.ok) return await reportFailure(terminal, common, pruned.error);
  const segments = pruned.value;
  if (!signed.ok) return await reportFailure(terminal, common, failure('store.unavailable', signed.error));
  if (common.json) await writeJson(terminal, 'audit-prune', { folder, segments });
  else if (segments.length === 0) terminal.tell('nothing to prune: no checkpoint is that old\n');
  else
    await terminal.write(
      segments
        .map(({ first_seq: first, last_seq: last, file: name }) => `${first}–${last}  ${folder}/${name}\n`)
        .join(''),
    );
  return exitCodes.ok;
}

/** What is left now begins with what tells of those that have gone, which nobody is to take away unseen. */
async function signRest(
  store: Store,
  key: () => Result<SigningKey, string>,
): Promise<Result<unknown, string>> {
  const signer = key();
  if (!signer.ok) return signer;
  const signed = await signHead({ store, clock: systemClock }, signer.value);
  return signed.ok && signed.value?.kept.ok === false ? err(signed.value.kept.error.message) : signed;
}
