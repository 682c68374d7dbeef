import { rmSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { isRunning, marked, openLab } from './fixtures/lab.ts';
import { leftoversOf } from './fixtures/leftovers.ts';
import { startServer, within } from './fixtures/started-server.ts';
import { findHierarchies } from './sandbox/cgroup/find-hierarchies.ts';

const programs = ['ignore-term', 'setsid-escapee', 'two-hundred', 'wait-after-output'];

// Alone, since every launcher that starts clears what the dead left.
describe.runIf(findHierarchies().length > 0)(
  'a server without a box that dies together with its launcher (needs a writable control group)',
  () => {
    it('has what it ran ended by the next start', async () => {
      const started = await startServer('process', programs);
      process.kill(started.launcher, 'SIGKILL');
      started.server.kill('SIGKILL');
      await within(500, () => !isRunning(started.launcher));
      expect(started.runIds.flatMap(marked).length).toBeGreaterThan(programs.length);
      const next = openLab({ tmpRoot: started.tmpRoot });
      await within(5_000, () => leftoversOf([started]).length === 0);
      await next.close();
      expect(leftoversOf([started])).toEqual([]);
      rmSync(started.tmpRoot, { recursive: true });
    });
  },
);
