import type { Kysely } from 'kysely';
import { addressSet } from '../../inventory/address-set.ts';
import { briefDiffJson } from '../../inventory/brief-diff-json.ts';
import type { Change } from '../../inventory/change.ts';
import { diffJson, type DiffDocument } from '../../inventory/diff-json.ts';
import { diff } from '../../inventory/diff.ts';
import { renderDiff, type DiffFormat } from '../../inventory/render-diff.ts';
import type { Sighting } from '../../inventory/sighting.ts';
import { within } from '../../inventory/within.ts';
import { err, ok, type Result } from '../../kernel/result.ts';
import type { Blobs } from '../blobs/blobs.ts';
import type { Tables } from '../tables.ts';
import { noBaseline, readBaseline } from './baselines.ts';
import { sightingOfRun } from './sighting-of-run.ts';

/** Which runs are compared, and how it is told. Whether whoever asks may read them is the asker's to see to. */
export interface WantedComparison {
  readonly before: Side;
  readonly after: Side;
  /** Addresses, blocks or ranges: changes of other hosts are left out. */
  readonly network?: string | undefined;
  readonly format: DiffFormat;
  /** What the text and the document may each come to, estimated; null where all is wanted. */
  readonly maxTokens: number | null;
}

/** A run by its id, or a baseline by its name. */
export interface Side {
  readonly kind: 'run' | 'baseline';
  readonly name: string;
}

/** What changed, ready to be shown. */
export interface Compared {
  readonly changes: number;
  /** How many of each kind. */
  readonly kinds: Readonly<Partial<Record<Change['kind'], number>>>;
  readonly text: string;
  readonly document: DiffDocument;
}

/** Compares what two runs saw: some 100 ms for large ones. */
export async function compareRuns(
  db: Kysely<Tables>,
  blobs: Blobs,
  wanted: WantedComparison,
): Promise<Result<Compared>> {
  const before = await sightingOf(db, blobs, wanted.before);
  if (!before.ok) return before;
  const after = await sightingOf(db, blobs, wanted.after);
  return after.ok ? ok(compared(before.value, after.value, wanted)) : after;
}

async function sightingOf(db: Kysely<Tables>, blobs: Blobs, { kind, name }: Side): Promise<Result<Sighting>> {
  if (kind === 'run') return await sightingOfRun(db, blobs, name);
  const baseline = await readBaseline(db, name);
  return baseline === null ? err(noBaseline(name)) : ok(baseline.picture);
}

function compared(
  before: Sighting,
  after: Sighting,
  { network, format, maxTokens }: WantedComparison,
): Compared {
  const whole = diff(before, after);
  const comparison = network === undefined ? whole : within(whole, addressSet([network]));
  return {
    changes: comparison.changes.length,
    kinds: countsOf(comparison.changes.map(({ kind }) => kind)),
    text: renderDiff(comparison, format, maxTokens ?? Infinity),
    document: maxTokens === null ? diffJson(comparison) : briefDiffJson(comparison, maxTokens),
  };
}

const countsOf = <Kind extends string>(kinds: readonly Kind[]): Readonly<Partial<Record<Kind, number>>> => {
  const counts: Partial<Record<Kind, number>> = {};
  for (const kind of kinds) counts[kind] = (counts[kind] ?? 0) + 1;
  return counts;
};
