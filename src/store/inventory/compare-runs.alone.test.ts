import { monitorEventLoopDelay } from 'node:perf_hooks';
import { expect, test } from 'vitest';
import { folder } from '../fixtures/lab.ts';
import { runIdOf } from '../fixtures/records.ts';
import { scanned } from '../fixtures/scans.ts';
import { openStoreThread } from '../thread/open-store-thread.ts';

const between = (before: number, after: number) =>
  ({
    before: { kind: 'run', name: runIdOf(before) },
    after: { kind: 'run', name: runIdOf(after) },
    format: 'text',
    maxTokens: 1000,
  }) as const;

test('large runs are compared in the store’s thread, while a server’s event loop goes on', async () => {
  using where = folder();
  const opened = await openStoreThread({ path: where.file, owner: 'a test' });
  if (!opened.ok) throw new Error(opened.error.message);
  const store = opened.value;
  const hosts = (port: number) =>
    Object.fromEntries(
      Array.from({ length: 2000 }, (_, at) => [`10.0.${at >> 8}.${at & 255}`, [22, 80, 443, port]]),
    );
  await scanned(store, 1, hosts(8080));
  await scanned(store, 2, hosts(8443));
  await store.compare(between(1, 1));
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  const compared = await store.compare(between(1, 2));
  delay.disable();
  expect(compared).toMatchObject({ ok: true, value: { changes: 4000 } });
  expect(delay.max / 1e6).toBeLessThan(60);
  await store.close();
});
