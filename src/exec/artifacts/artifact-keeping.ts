import type { SpilledStream } from '../../pipeline/ports.ts';
import { errnoOf } from '../launcher/child-ending.ts';
import type { Spilled } from '../launcher/spilled.ts';
import type { ArtifactSettings } from './artifact-settings.ts';
import { pruneArtifacts } from './prune.ts';

/** Sees to the files that long outputs are written to. */
export interface ArtifactKeeping {
  /** What a result says of them; the log is told what went wrong. */
  readonly account: (runId: string) => (spilled: readonly Spilled[]) => Kept;
  /** Clears the oldest away, beside everything else; a call while it is at work has it look once more. */
  readonly prune: () => void;
  /** Resolves when nothing is being cleared away. */
  readonly idle: () => Promise<void>;
}

/** What is kept of a run, and what a reader should know of the rest. */
export interface Kept {
  readonly artifacts: readonly SpilledStream[];
  readonly notes: readonly string[];
}

/** Makes the keeping of a server's artifacts; `active` are the runs whose files may still grow. Null settings keep nothing. */
export function createArtifactKeeping(
  settings: ArtifactSettings | null,
  active: () => ReadonlySet<string>,
): ArtifactKeeping {
  let again = false;
  let pruning: Promise<void> | null = null;

  const pruneAll = async ({ folder, report }: ArtifactSettings): Promise<void> => {
    while (again) {
      again = false;
      try {
        // oxlint-disable-next-line no-await-in-loop -- once more for what has come meanwhile
        await pruneArtifacts(folder, settings?.totalBytes ?? 0, active());
      } catch (error) {
        report({ step: 'prune', errno: errnoOf(error) });
      }
    }
    pruning = null;
  };

  return {
    account: (runId) => (spilled) => {
      for (const one of spilled) {
        if (one.kind === 'lost')
          settings?.report({ step: 'write', run_id: runId, stream: one.stream, errno: one.errno });
      }
      return { artifacts: spilled.flatMap(artifactOf), notes: spilled.flatMap(noteOf) };
    },
    prune: () => {
      if (settings === null) return;
      again = true;
      pruning ??= pruneAll(settings);
    },
    idle: async () => {
      await pruning;
    },
  };
}

function artifactOf(spilled: Spilled): readonly SpilledStream[] {
  if (spilled.kind === 'lost') return [];
  const { stream, path, bytes, complete, sha256 } = spilled;
  return [{ stream, path, bytes, complete, sha256 }];
}

const noteOf = (spilled: Spilled): readonly string[] =>
  spilled.kind === 'kept'
    ? []
    : [
        `${spilled.stream} was too long to be kept whole, and could not be written to a file (${spilled.errno}): its middle is lost.`,
      ];
