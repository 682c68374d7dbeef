import { expect, test } from 'vitest';
import { z } from 'zod';
import type { DecisionRecord } from '../../pipeline/ports.ts';
import { decisionFor, outcomeFor, runIdOf } from '../fixtures/records.ts';
import { decisionEntry, outcomeEntry, sliceEntry, type Entry } from './entry.ts';
import { ocsfEvent } from './ocsf-event.ts';
import { toolIn } from './record-filter.ts';
import { readFields } from './stored-fields.ts';

// What OCSF 1.3.0 requires of API Activity, of the objects in it and of the security control profile, and the numbers that it
// knows: https://schema.ocsf.io/1.3.0/classes/api_activity
const text = z.string().min(1);
const event = z.strictObject({
  category_uid: z.literal(6),
  category_name: text,
  class_uid: z.literal(6003),
  class_name: z.literal('API Activity'),
  activity_id: z.union([z.literal([0, 1, 2, 3, 4, 99])]),
  activity_name: text,
  type_uid: z.literal([600_300, 600_301, 600_302, 600_303, 600_304, 600_399]),
  time: z.int().positive(),
  severity_id: z.literal([0, 1, 2, 3, 4, 5, 6, 99]),
  severity: text,
  action_id: z.literal([0, 1, 2, 3, 4, 99]).optional(),
  action: text.optional(),
  disposition_id: z.int().min(0).max(99).optional(),
  disposition: text.optional(),
  status_id: z.literal([0, 1, 2, 99]),
  status: text,
  status_code: text.optional(),
  status_detail: text.optional(),
  duration: z.int().nonnegative().optional(),
  policy: z.strictObject({ name: text }).optional(),
  metadata: z.strictObject({
    version: z.literal('1.3.0'),
    product: z.strictObject({ name: text, vendor_name: text, version: text }),
    profiles: z.tuple([z.literal('security_control')]),
    log_name: text,
    sequence: z.int().positive(),
    uid: text,
    correlation_uid: text.optional(),
    original_time: z.iso.datetime(),
  }),
  actor: z.strictObject({ user: z.strictObject({ name: text, uid: text }), app_name: text.optional() }),
  api: z.strictObject({
    operation: text,
    service: z.strictObject({ name: text }),
    request: z.strictObject({ uid: text }).optional(),
  }),
  src_endpoint: z.strictObject({ name: text, svc_name: text }),
  resources: z.array(z.strictObject({ name: text, type: text })).min(1),
  unmapped: z.record(z.string(), z.unknown()),
});

const eventOf = (entry: Omit<Entry, 'kind'> & { readonly kind: string }) => {
  const row = {
    ...entry,
    principal: entry.principal ?? 'local',
    seq: 7,
    at: 1_770_000_000_000,
    prev: new Uint8Array(32),
    hash: new Uint8Array(32).fill(1),
  };
  return event.parse(ocsfEvent(row, toolIn(readFields(row.body)), '0.1.0'));
};
const decided = (changed: Partial<DecisionRecord> = {}) =>
  eventOf(decisionEntry(decisionFor(runIdOf(1), changed)));

test('a decision to allow is an event of API Activity, with who, what, where and by which rule', () => {
  expect(decided()).toMatchObject({
    activity_name: 'Decide about a call',
    action: 'Allowed',
    disposition: 'Allowed',
    status: 'Success',
    policy: { name: 'scope.allow = *.lab.internal' },
    actor: { user: { name: 'local' }, app_name: 'a client' },
    api: { operation: 'dig', request: { uid: runIdOf(1) } },
    src_endpoint: { name: 'a client', svc_name: 'stdio' },
    resources: [{ name: 'db.lab.internal' }, { name: '10.0.0.5' }],
    metadata: { sequence: 7, correlation_uid: 'story-1' },
    unmapped: { kind: 'decision', hash: '01'.repeat(32) },
  });
});

test('a refusal is denied and blocked, with its code', () => {
  const refused = decided({
    decision: 'deny',
    code: 'scope.denied',
    rule: null,
    target: null,
    addresses: [],
  });
  expect(refused).toMatchObject({
    action_id: 2,
    disposition_id: 2,
    status_id: 2,
    status_code: 'scope.denied',
  });
  expect(refused.policy).toBeUndefined();
});

test('an outcome has its status and its summary, and is neither allowed nor denied', () => {
  const outcome = eventOf(outcomeEntry(outcomeFor(runIdOf(1), 'x'), []));
  expect(outcome).toMatchObject({
    status: 'Success',
    status_code: 'succeeded',
    status_detail: 'dig found 1 answer.',
  });
  expect(outcome.action_id).toBeUndefined();
});

test('a slice ended well and lasted so long, and has its own target', () => {
  const slice = {
    runId: runIdOf(1),
    position: 1,
    of: 4,
    target: '10.0.0.0/24',
    returncode: 0,
    complete: true,
    seconds: 1.5,
    outputs: [],
  };
  expect(eventOf(sliceEntry(slice, []))).toMatchObject({
    activity_name: 'End a slice of a call',
    status: 'Success',
    duration: 1500,
    resources: [{ name: '10.0.0.0/24' }],
  });
});

test('a run whose server was killed has failed, and a record about the log itself is no call', () => {
  const body = JSON.stringify({ runId: runIdOf(1), interrupted: { owner: 'a server' } });
  expect(eventOf({ kind: 'outcome', principal: 'local', runId: runIdOf(1), body })).toMatchObject({
    status: 'Failure',
    status_code: 'interrupted',
  });
  expect(eventOf({ kind: 'prune', principal: 'bailiwick', runId: '', body: '{}' })).toMatchObject({
    activity_name: 'Change the log',
    status: 'Success',
  });
});

test('a body that somebody has changed is an event as well', () => {
  expect(eventOf({ kind: 'outcome', principal: 'local', runId: 'r-x', body: '[' }).api.operation).toBe(
    'none',
  );
});
