import { expect, test } from 'vitest';
import { configSchema } from '../config/schema.ts';
import { ok } from '../kernel/result.ts';
import { decisionFor, runIdOf } from '../store/fixtures/records.ts';
import { announcedAudit } from './announced-audit.ts';

test('a run that cannot be announced does not start; its slices are no runs of their own, and what starts nothing is not told', async () => {
  // Nobody listens there.
  const config = configSchema.parse({
    version: 1,
    announcements: { webhook_url: 'http://127.0.0.1:1/', timeout_sec: 1 },
  });
  const audit = { decision: async () => ok({ seq: 1 }), outcome: async () => ok({ seq: 1, notes: [] }) };
  const { decision } = announcedAudit(audit, () => config, { log: () => undefined });
  const of = async (changed: Partial<Parameters<typeof decision>[0]>) =>
    (await decision(decisionFor(runIdOf(1), changed))).ok;
  expect(await Promise.all([of({}), of({ slices: 4 })])).toEqual([false, false]);
  expect(
    await Promise.all([
      of({ slice: { position: 1, of: 4 } }),
      of({ dryRun: true }),
      of({ decision: 'deny' }),
    ]),
  ).toEqual([true, true, true]);
});
