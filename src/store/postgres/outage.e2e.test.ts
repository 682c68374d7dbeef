import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { PostgresServer } from '../../config/postgres-server.ts';
import { openAuditReader } from '../audit/audit-reader.ts';
import { folder, openOn, type Folder } from '../fixtures/lab.ts';
import { noPostgres, ownPostgres, type OwnPostgres } from '../fixtures/own-postgres.ts';
import { decisionFor, outcomeFor, runIdOf } from '../fixtures/records.ts';
import { openStore } from '../open-store.ts';
import { openStoreThread } from '../thread/open-store-thread.ts';

let postgres: OwnPostgres | null = null;
beforeAll(async () => {
  postgres = noPostgres === null ? await ownPostgres() : null;
});
afterAll(() => postgres?.[Symbol.dispose]());

const fresh = (): PostgresServer => {
  if (postgres === null) throw new Error(noPostgres ?? 'not started');
  return postgres.database();
};
async function verify({ file }: Folder, server: PostgresServer): Promise<unknown> {
  const reader = await openAuditReader({ path: file, server });
  if (!reader.ok) return reader.error.message;
  const report = await reader.value.verify();
  reader.value.close();
  return report;
}

test.skipIf(noPostgres !== null)(
  'while the server is away every call is refused; when it is back they go on, and nothing acknowledged is lost',
  async () => {
    using where = folder();
    const server = fresh();
    const opened = await openStoreThread({ path: where.file, server, owner: 'a test' });
    if (!opened.ok) throw new Error(opened.error.message);
    const store = opened.value;
    let acknowledged = 0;
    const call = async (index: number) => {
      const answer = await store.decision(decisionFor(runIdOf(index)));
      if (answer.ok) acknowledged = Math.max(acknowledged, answer.value.seq);
      return answer;
    };
    await Promise.all(Array.from({ length: 20 }, (_, index) => call(index)));
    const inFlight = Array.from({ length: 50 }, (_, index) => call(index));
    postgres?.stop();
    await Promise.all(inFlight);
    expect(await store.writable()).toBe(false);
    for (let index = 0; index < 3; index += 1)
      expect(await call(index)).toMatchObject({
        ok: false,
        error: { code: 'store.unavailable', message: expect.stringContaining('cannot be reached') },
      });
    postgres?.start();
    const back = performance.now();
    await expect.poll(() => store.writable()).toBe(true);
    expect(await call(1)).toMatchObject({ ok: true });
    expect(performance.now() - back).toBeLessThan(5000);
    await store.close();
    expect(acknowledged).toBeGreaterThanOrEqual(21);
    expect(await verify(where, server)).toMatchObject({ ok: true, value: { intact: true } });
    expect(Number(postgres?.ask(server, 'select max(seq) from audit'))).toBeGreaterThanOrEqual(acknowledged);
  },
);

test.skipIf(noPostgres !== null)(
  'a server that cannot be reached, or lets nobody in, is named without the password',
  async () => {
    using where = folder();
    const server = fresh();
    for (const [url, why] of [
      ['postgres://ada:hunter2@127.0.0.1:1/x?sslmode=disable', 'cannot be reached'],
      [server.url.replace('postgres@', 'nobody:hunter2@'), 'does not let bailiwick in'],
      [`${server.url}?sslmode=require`, 'TLS'],
    ] as const) {
      const opened = await openStore(
        { path: where.file, server: { ...server, url }, owner: '' },
        { wallMs: Date.now },
      );
      expect(opened).toMatchObject({ ok: false, error: { message: expect.stringContaining(why) } });
      expect(JSON.stringify(opened)).not.toContain('hunter2');
    }
  },
);

test.skipIf(noPostgres !== null)(
  'two runs that leave the same contents in another order do not end each other',
  async () => {
    using where = folder();
    const server = fresh();
    const store = await openOn(where, server);
    const ended = async (index: number, words: readonly string[]) => {
      const runId = runIdOf(index);
      await store.decision(decisionFor(runId));
      const outputs = words.map((word, at) => ({
        name: `${at + 1}.stdout`,
        content: { kind: 'bytes', bytes: Buffer.from(word) } as const,
        complete: true,
      }));
      return await store.outcome({ ...outcomeFor(runId, ''), outputs });
    };
    const words = Array.from({ length: 20 }, (_, index) => `word ${index}`);
    const answers = await Promise.all(
      Array.from({ length: 12 }, (_, index) => ended(index, index % 2 === 0 ? words : words.toReversed())),
    );
    expect(answers.every(({ ok }) => ok)).toBe(true);
    await store.close();
    expect(await verify(where, server)).toMatchObject({ value: { intact: true, rows: 24 } });
  },
);

test.skipIf(noPostgres !== null)('four processes share one chain', async () => {
  using where = folder();
  const server = fresh();
  const children = Array.from({ length: 4 }, () =>
    spawn(
      process.execPath,
      [join(import.meta.dirname, '..', 'fixtures', 'append-records.ts'), where.file, '250', '', server.url],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    ),
  );
  const said = await Promise.all(children.map(async ({ stdout }) => await text(stdout)));
  const numbers = said.flatMap((lines) => lines.trim().split('\n').map(Number));
  expect(numbers.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 1000 }, (_, index) => index + 1));
  expect(await verify(where, server)).toMatchObject({ value: { intact: true, rows: 1000 } });
});
