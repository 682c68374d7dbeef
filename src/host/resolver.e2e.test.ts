import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { canUnshare, onOwnNetwork } from '../../test/own-network.ts';

const server = fileURLToPath(new URL('fixtures/name-server.ts', import.meta.url));

test.skipIf(!canUnshare())(
  '"there is none" is an answer; a server that is broken, refuses or is silent gives none',
  () => {
    const folder = mkdtempSync(join(tmpdir(), 'bailiwick-resolver-'));
    try {
      expect(JSON.parse(onOwnNetwork({ folder, hosts: [] }, [process.execPath, server]))).toEqual({
        none: '0 addresses',
        empty: '0 addresses',
        broken: 'scope.unresolved',
        refused: 'scope.unresolved',
        mute: 'scope.unresolved',
      });
    } finally {
      rmSync(folder, { recursive: true });
    }
  },
);
