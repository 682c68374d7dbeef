import fc from 'fast-check';
import { expect, test } from 'vitest';
import { genesis, recordHash, type ChainedRecord } from './record-hash.ts';

const record: ChainedRecord = {
  seq: 1,
  at: 1_767_225_600_000,
  kind: 'decision',
  principal: 'local',
  runId: 'r-babab-babab-babab',
  body: '{"tool":"dig"}',
  prev: genesis,
};

const hex = (changed: Partial<ChainedRecord> = {}): string =>
  Buffer.from(recordHash({ ...record, ...changed })).toString('hex');

test('the hash of a record never changes between versions, or no old log could be verified', () => {
  expect(hex()).toMatchInlineSnapshot(`"3ca78ff98258712deb1a98ccb35a8abf7f1279212b2a3a1f62bb8f8dfa8858f0"`);
});

test('every field is part of the hash', () => {
  const changes: readonly Partial<ChainedRecord>[] = [
    { seq: 2 },
    { at: record.at + 1 },
    { kind: 'outcome' },
    { principal: 'Local' },
    { runId: 'r-babab-babab-babad' },
    { body: '{"tool":"dag"}' },
    { prev: Uint8Array.from({ length: 32 }, (_, index) => (index === 31 ? 1 : 0)) },
  ];
  expect(new Set([hex(), ...changes.map(hex)]).size).toBe(changes.length + 1);
});

test('no text can move from one field into the next', () => {
  fc.assert(
    fc.property(fc.string({ minLength: 1 }), fc.nat(), (text, where) => {
      const cut = where % text.length;
      const moved = hex({ principal: text.slice(0, cut), runId: text.slice(cut) });
      expect(moved).not.toBe(hex({ principal: text, runId: '' }));
    }),
  );
});
