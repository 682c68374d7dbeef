import { constants, lstatSync, mkdirSync } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';

/** A file of a run's own that is open for writing. */
export interface OpenArtifact {
  readonly path: string;
  readonly file: FileHandle;
}

/** Where the files of one run are made: in a folder of ours, absolute, up to `bytes` of each stream. */
export interface ArtifactPlace {
  readonly folder: string;
  readonly runId: string;
  readonly bytes: number;
}

/** The two streams of a program. */
export type StreamName = 'stdout' | 'stderr';

/**
 * Makes the next file of a run's stream, for its owner alone. It rejects with the system's error, and with `EPERM` where the folder
 * belongs to somebody else, is open to others, or is a link: whoever can change it could send what is written anywhere.
 */
export async function openArtifact(
  { folder, runId }: ArtifactPlace,
  stream: StreamName,
): Promise<OpenArtifact> {
  makeFolder(folder);
  for (let hop = 1; ; hop += 1) {
    const path = join(folder, artifactName(runId, stream, hop));
    try {
      // oxlint-disable-next-line no-await-in-loop -- a name is tried where the one before is taken
      return { path, file: await open(path, freshFile, 0o600) };
    } catch (error) {
      if (!isTaken(error) || hop === mostHops) throw error;
    }
  }
}

/** The run that a file of this name belongs to; null for a name that is none of ours. */
export const artifactRun = (name: string): string | null =>
  /^(r(?:-[a-z]{5}){3})(?:\.[0-9]{1,2})?\.(?:stdout|stderr)$/.exec(name)?.[1] ?? null;

function makeFolder(folder: string): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const facts = lstatSync(folder);
  const isOwn = process.geteuid === undefined || facts.uid === process.geteuid();
  if (!facts.isDirectory() || !isOwn || (facts.mode & 0o077) !== 0)
    throw Object.assign(new Error('The folder is not private.'), { code: 'EPERM' });
}

/** The programs of one call bear one run id; each after the first has its number in the name. */
const artifactName = (runId: string, stream: StreamName, hop: number): string =>
  `${runId}${hop === 1 ? '' : `.${hop}`}.${stream}`;

const isTaken = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'EEXIST';

// Nothing that is there is opened, and no link is followed.
const freshFile = constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | constants.O_NOFOLLOW;
/** More than any call has. */
const mostHops = 32;
