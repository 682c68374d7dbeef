import { systemClock } from '../../host/clock.ts';
import type { StorePlace } from '../../host/places.ts';
import { failure } from '../../kernel/failure.ts';
import { ok, type Result } from '../../kernel/result.ts';
import { clean } from '../../output/clean.ts';
import type { ChainReport } from '../../store/audit/chain-report.ts';
import { judgeCheckpoint, type JudgeSignature } from '../../store/audit/checkpoint.ts';
import type { AuditReader } from '../../store/audit/reader.ts';
import { verifyOutputs, type OutputsReport } from '../../store/audit/verify-outputs.ts';
import { openStore } from '../../store/open-store.ts';
import type { SegmentsReport } from '../../store/segments/verify-segments.ts';
import { attempt } from '../../store/store-trouble.ts';
import type { CommonOptions } from '../common-options.ts';
import { exitCodes } from '../exit-code.ts';
import { paintFor, reportFailure, writeJson } from '../report.ts';
import { holdMemory } from '../serving/hold-memory.ts';
import type { Terminal } from '../terminal.ts';
import { openReader, tellNoRecords } from './open-reader.ts';
import { readAnchor, type Anchor } from './read-anchor.ts';
import { judgeByKeys } from './trusted-keys.ts';

interface Wanted {
  readonly anchor?: string | undefined;
  readonly from: number;
  readonly pubkey: readonly string[];
  /** Segments and what is kept of runs as well. */
  readonly deep: boolean;
  /** The folder of segments, where it is not the configured one. */
  readonly archive?: string | undefined;
}

/** `audit verify`: recomputes the chain. The exit code is 10 where it is broken. */
export async function verifyAudit(
  terminal: Terminal,
  common: CommonOptions,
  wanted: Wanted,
): Promise<number> {
  const anchor = wanted.anchor === undefined ? ok(null) : await readAnchor(wanted.anchor);
  if (!anchor.ok) return await reportFailure(terminal, common, anchor.error);
  const opened = await openReader(terminal, common, wanted.archive);
  if (!opened.ok) return opened.error;
  const { audit, place, settings } = opened.value;
  if (audit === null) return await reportAbsent(terminal, common, place, anchor.value);
  const judge = judgeByKeys({
    named: wanted.pubkey,
    configured: settings.config.audit.key_file,
    configFile: settings.file,
    auditFile: place.path,
  });
  const report = judge.ok
    ? await examine(audit, place, { ...wanted, anchor: anchor.value, judge: judge.value })
    : judge;
  audit.close();
  if (!report.ok) return await reportFailure(terminal, common, report.error);
  return await show(terminal, common, place, report.value);
}

interface Found {
  readonly chain: ChainReport;
  /** Null where nobody asked, or what comes before says already that something is wrong; the outputs as well. */
  readonly segments: SegmentsReport | null;
  readonly outputs: OutputsReport | null;
}

async function examine(
  audit: AuditReader,
  place: StorePlace,
  {
    anchor,
    judge,
    from,
    deep,
  }: Pick<Wanted, 'from' | 'deep'> & {
    readonly anchor: Anchor | null;
    readonly judge: JudgeSignature | null;
  },
): Promise<Result<Found>> {
  const point = anchor?.checkpoint ?? null;
  const verdict = point === null ? 'valid' : judgeCheckpoint(point, judge);
  if (verdict !== 'valid') {
    const why = `The anchor at record ${anchor?.seq} ${verdict === 'forged' ? 'was not signed with its key' : 'is signed with a key that is not trusted here'}.`;
    return { ok: false, error: failure('input.invalid', why, { field: '--anchor' }) };
  }
  // A log of millions is read in the memory of a page.
  holdMemory();
  const chain = await audit.verify({ anchor, judge, from });
  if (!chain.ok) return chain;
  if (!deep || !chain.value.intact) return ok({ chain: chain.value, segments: null, outputs: null });
  const segments = await audit.verifySegments();
  if (!segments.ok) return segments;
  const found = { chain: chain.value, segments: segments.value };
  if (!found.segments.intact) return ok({ ...found, outputs: null });
  const outputs = await examineOutputs(audit, place);
  return outputs.ok ? ok({ ...found, outputs: outputs.value }) : outputs;
}

async function examineOutputs(audit: AuditReader, place: StorePlace): Promise<Result<OutputsReport>> {
  const store = await openStore({ ...place, owner: '' }, systemClock);
  if (!store.ok) return store;
  const outputs = await attempt('The outputs cannot be read', () =>
    verifyOutputs(audit.within({ from: 0, to: Number.MAX_SAFE_INTEGER }), store.value),
  );
  await store.value.close();
  return outputs;
}

async function reportAbsent(
  terminal: Terminal,
  common: CommonOptions,
  place: StorePlace,
  anchor: Anchor | null,
): Promise<number> {
  if (anchor === null || anchor.seq === 0) {
    tellNoRecords(terminal, place);
    if (common.json)
      await writeJson(terminal, 'audit-verify', { path: place.name, intact: true, rows: 0, head: null });
    return exitCodes.ok;
  }
  terminal.tell(
    `broken  audit chain  ${place.name}\n   The log is gone: the anchor has ${anchor.seq} records.\n`,
  );
  const lost = { path: place.name, intact: false, rows: 0, seq: 1, problem: 'cut_off' };
  if (common.json) await writeJson(terminal, 'audit-verify', lost);
  return exitCodes.auditBroken;
}

async function show(
  terminal: Terminal,
  common: CommonOptions,
  place: StorePlace,
  { chain, segments, outputs }: Found,
): Promise<number> {
  if (common.json)
    await writeJson(terminal, 'audit-verify', { path: place.name, ...chain, segments, outputs });
  const broken = [chain, segments, outputs].find((report) => report?.intact === false);
  if (broken?.intact !== false) {
    const gone =
      chain.intact && chain.pruned > 0 ? [`those up to ${chain.pruned} have gone to segments`] : [];
    const read = segments?.intact === true && segments.rows > 0 ? [`${segments.rows} of them were read`] : [];
    const deep =
      outputs?.intact === true
        ? [
            `${outputs.contents} contents of runs are those that were recorded`,
            ...(outputs.absent > 0 ? [`${outputs.absent} that were recorded are no longer kept`] : []),
          ]
        : [];
    if (!common.json && chain.intact)
      await terminal.write(
        `${[`${chain.rows} records are intact`, `head ${chain.head}`, signedWords(chain.signed), ...gone, ...read, ...deep].join('; ')}\n`,
      );
    if (segments?.intact === true)
      for (const file of segments.absent)
        terminal.tell(`not read: ${clean(file)}; name its folder with --archive\n`);
    // Whoever asked for all of it is not told that all of it is good.
    return segments?.intact === true && segments.absent.length > 0 ? exitCodes.environment : exitCodes.ok;
  }
  const paint = paintFor(terminal, common);
  const before = chain.intact ? '' : `   The ${chain.rows} records before it are intact.\n`;
  const fix = 'keep the file as evidence; compare it with a copy, and look for who can write it';
  terminal.tell(
    `${paint('red', 'broken')}  audit chain  ${place.name}\n   ${clean(broken.message)}\n${before}   fix     ${fix}\n   exit ${exitCodes.auditBroken}\n`,
  );
  return exitCodes.auditBroken;
}

function signedWords(signed: number | null): string {
  if (signed === null) return 'no signature was checked, for there is no key';
  return signed === 0 ? 'none is under a signed checkpoint' : `signed up to record ${signed}`;
}
