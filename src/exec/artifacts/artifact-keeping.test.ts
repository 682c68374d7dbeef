import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createArtifactKeeping } from './artifact-keeping.ts';
import type { ArtifactTrouble } from './artifact-settings.ts';

const nobody = (): ReadonlySet<string> => new Set();

function keepingIn(folder: string) {
  const troubles: ArtifactTrouble[] = [];
  const report = (trouble: ArtifactTrouble): void => void troubles.push(trouble);
  const settings = { folder, streamBytes: 10, totalBytes: 10, report };
  return { troubles, keeping: createArtifactKeeping(settings, nobody) };
}

describe('the keeping of artifacts', () => {
  it('tells the log of a folder that it cannot look into; whoever asks while it is at work has it look once more, all together', async () => {
    // A path through a file, which not even root can follow.
    const { keeping, troubles } = keepingIn(join(import.meta.filename, 'artifacts'));
    for (let times = 0; times < 5; times += 1) keeping.prune();
    await keeping.idle();
    const trouble = { step: 'prune', errno: 'ENOTDIR' };
    expect(troubles).toEqual([trouble, trouble]);
  });

  it('has a note for the reader and a line for the log where a stream could not be written, and else its file', () => {
    const { keeping, troubles } = keepingIn('/nowhere');
    const kept = {
      stream: 'stdout',
      path: '/nowhere/r.stdout',
      bytes: 3,
      complete: true,
      sha256: 'ab',
    } as const;
    const { artifacts, notes } = keeping.account('r-1')([
      { kind: 'kept', ...kept },
      { kind: 'lost', stream: 'stderr', errno: 'ENOSPC' },
    ]);
    expect(artifacts).toEqual([kept]);
    expect(notes).toEqual([
      'stderr was too long to be kept whole, and could not be written to a file (ENOSPC): its middle is lost.',
    ]);
    expect(troubles).toEqual([{ step: 'write', run_id: 'r-1', stream: 'stderr', errno: 'ENOSPC' }]);
  });
});
