import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { z } from 'zod';

const start = promisify(execFile);
const seenSchema = z.object({ before: z.number(), after: z.number() });

/** The young generation of a process of its own, before and after much has outlived its collections. */
async function outlive(...words: readonly string[]): Promise<z.output<typeof seenSchema>> {
  const script = join(import.meta.dirname, 'fixtures/outliving.ts');
  const { stdout } = await start(process.execPath, [script, ...words], { timeout: 30_000 });
  return seenSchema.parse(JSON.parse(stdout));
}

it('keeps the young generation small whatever outlives its collections, where it grows by tens of megabytes', async () => {
  const [left, held] = [await outlive(), await outlive('hold')];
  expect(left.after - left.before).toBeGreaterThan(16e6);
  // What has been committed but never used so far is still taken.
  expect(held.after - held.before).toBeLessThan(8e6);
});
