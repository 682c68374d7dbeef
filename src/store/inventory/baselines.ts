import { promisify } from 'node:util';
import { zstdCompress, zstdDecompress } from 'node:zlib';
import type { Kysely } from 'kysely';
import { baselineOf } from '../../inventory/baseline.ts';
import type { Sighting } from '../../inventory/sighting.ts';
import { failure, type Failure } from '../../kernel/failure.ts';
import { quote } from '../../kernel/quote.ts';
import { err, ok, type Result } from '../../kernel/result.ts';
import type { Blobs } from '../blobs/blobs.ts';
import { StoreTrouble } from '../store-trouble.ts';
import type { Tables } from '../tables.ts';
import { sightingOfRun } from './sighting-of-run.ts';

/** What later runs are compared with: kept whole, so that it outlasts the runs that it was made of. */
export interface BaselineFacts {
  readonly name: string;
  /** Milliseconds since the Unix epoch. */
  readonly createdAt: number;
  /** The runs that it was made of. */
  readonly runs: readonly string[];
  /** Hosts that it tells of. */
  readonly hosts: number;
}

/** A baseline with all that it tells. */
export interface Baseline extends BaselineFacts {
  readonly picture: Sighting;
}

/** What a baseline is made of. */
export interface NewBaseline {
  readonly name: string;
  readonly runs: readonly string[];
}

/** Keeps what some runs know together under a name, in the place of what it meant before. */
export async function setBaseline(
  db: Kysely<Tables>,
  blobs: Blobs,
  { name, runs }: NewBaseline,
  now: number,
): Promise<Result<BaselineFacts>> {
  const sightings: Sighting[] = [];
  for (const run of new Set(runs)) {
    const sighting = await sightingOfRun(db, blobs, run);
    if (!sighting.ok) return sighting;
    sightings.push(sighting.value);
  }
  const together = baselineOf(sightings);
  if (together === null) return err(failure('input.invalid', 'A baseline is made of one run at least.'));
  const json = Buffer.from(JSON.stringify({ ...together, run: name }));
  const facts = {
    created_at: now,
    runs: JSON.stringify(sightings.map(({ run }) => run)),
    hosts: together.hosts.length,
    bytes: json.length,
    picture: await compress(json),
  };
  await db
    .insertInto('baseline')
    .values({ name, ...facts })
    .onConflict((conflict) => conflict.column('name').doUpdateSet(facts))
    .execute();
  return ok({ name, createdAt: now, runs: sightings.map(({ run }) => run), hosts: together.hosts.length });
}

/** Every baseline, by name. */
export async function listBaselines(db: Kysely<Tables>): Promise<readonly BaselineFacts[]> {
  const rows = await db
    .selectFrom('baseline')
    .select(['name', 'created_at', 'runs', 'hosts'])
    .orderBy('name')
    .execute();
  return rows.map(factsOf);
}

/** Reads a baseline; null where there is none of that name. */
export async function readBaseline(db: Kysely<Tables>, name: string): Promise<Baseline | null> {
  const row = await db.selectFrom('baseline').selectAll().where('name', '=', name).executeTakeFirst();
  if (row === undefined) return null;
  const json = await decompress(row.picture, { maxOutputLength: Math.max(row.bytes, 1) });
  const picture: unknown = JSON.parse(json.toString());
  if (!isSighting(picture)) throw new StoreTrouble('swapped');
  return { ...factsOf(row), picture };
}

/** Forgets a baseline; false where there is none of that name. */
export async function removeBaseline(db: Kysely<Tables>, name: string): Promise<boolean> {
  const { numDeletedRows } = await db.deleteFrom('baseline').where('name', '=', name).executeTakeFirst();
  return numDeletedRows > 0;
}

/** The failure where there is no baseline of a name. */
export const noBaseline = (name: string): Failure =>
  failure('run.not_found', `There is no baseline ${quote(name, 64)}.`, {
    field: 'name',
    next: ['`bailiwick baseline list` lists them.'],
  });

interface Row {
  readonly name: string;
  readonly created_at: number;
  readonly runs: string;
  readonly hosts: number;
}

function factsOf({ name, created_at: createdAt, runs, hosts }: Row): BaselineFacts {
  const ids: unknown = JSON.parse(runs);
  return { name, createdAt, runs: Array.isArray(ids) ? ids.map(String) : [], hosts };
}

/** What we wrote ourselves. */
const isSighting = (value: unknown): value is Sighting =>
  typeof value === 'object' &&
  value !== null &&
  'at' in value &&
  typeof value.at === 'number' &&
  'hosts' in value &&
  Array.isArray(value.hosts) &&
  'areas' in value &&
  Array.isArray(value.areas) &&
  'asked' in value &&
  Array.isArray(value.asked);

const compress = promisify(zstdCompress);
const decompress = promisify(zstdDecompress);
