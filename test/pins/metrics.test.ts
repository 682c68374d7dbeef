import { expect, it } from 'vitest';
import { families } from '../../src/host/metrics/families.ts';

// Dashboards and alerts are written by these names and words: a change of them is one that a reviewer should see.
it('the metrics, their types and the words of their labels are pinned', async () => {
  const pinned = Object.entries(families).map(([name, { type, labels }]) => ({ name, type, labels }));
  const file = new URL('fixtures/metrics.json', import.meta.url).pathname;
  await expect(`${JSON.stringify(pinned, null, 2)}\n`).toMatchFileSnapshot(file);
});
