import { expect, test } from 'vitest';
import type { DecisionRecord } from '../../pipeline/ports.ts';
import { parseAddress } from '../../scope/address.ts';
import { decisionFor, outcomeFor, runIdOf } from '../fixtures/records.ts';
import type { AuditRow } from './audit-row.ts';
import { decisionEntry, outcomeEntry, sliceEntry, type Entry } from './entry.ts';
import { longestRunMs, touchesOf } from './touches.ts';

const rowOf = ({ principal, ...entry }: Entry, seq: number, at: number): AuditRow => ({
  seq,
  at,
  ...entry,
  principal: principal ?? 'local',
  prev: new Uint8Array(),
  hash: new Uint8Array(),
});
const decided = (run: number, at: number, changed: Partial<DecisionRecord> = {}): AuditRow =>
  rowOf(decisionEntry(decisionFor(runIdOf(run), { addresses: ['10.0.0.0/30'], ...changed })), run, at);
const ended = (run: number, at: number): AuditRow =>
  rowOf(outcomeEntry(outcomeFor(runIdOf(run), 'x'), []), run + 100, at);

async function* rowsOf(rows: readonly AuditRow[]): AsyncGenerator<AuditRow> {
  yield* rows;
}

async function touched(rows: readonly AuditRow[], text = '10.0.0.3', from = 1000, to = 2000) {
  const address = parseAddress(text);
  const touches = address === null ? [] : await touchesOf(rowsOf(rows), address, { from, to });
  return touches.map(({ run_id: id, from: at, to: until, within, status }) => [
    id,
    at,
    until,
    within,
    status,
  ]);
}

test('a run is found from its decision to its outcome, whatever part of it falls into the span', async () => {
  const rows = [
    decided(1, 500),
    decided(2, 600),
    ended(2, 900),
    decided(3, 1500),
    ended(1, 1600),
    decided(4, 2500),
  ];
  expect(await touched(rows)).toEqual([
    [runIdOf(1), 500, 1600, '10.0.0.0/30', 'succeeded'],
    [runIdOf(3), 1500, null, '10.0.0.0/30', null],
  ]);
});

test('a run without an outcome may have gone on for as long as any deadline allows', async () => {
  const from = 1000 + longestRunMs;
  expect(await touched([decided(1, 1000)], '10.0.0.0', from, from)).toHaveLength(1);
  expect(await touched([decided(1, 999)], '10.0.0.0', from, from)).toEqual([]);
});

test('a run in slices goes on behind each of them, until its outcome', async () => {
  const slice = {
    runId: runIdOf(1),
    position: 1,
    of: 4,
    target: '10.0.0.0/32',
    returncode: 0,
    complete: true,
    seconds: 1,
    outputs: [],
  };
  const rows = [decided(1, 500), rowOf(sliceEntry(slice, []), 2, 600)];
  expect(await touched(rows)).toEqual([[runIdOf(1), 500, null, '10.0.0.0/30', null]]);
  const body = JSON.stringify({ runId: runIdOf(1), interrupted: { owner: 'a server' } });
  rows.push(rowOf({ kind: 'outcome', principal: null, runId: runIdOf(1), body }, 3, 1700));
  expect(await touched(rows)).toEqual([[runIdOf(1), 500, 1700, '10.0.0.0/30', 'interrupted']]);
});

test.each([
  ['was refused', { decision: 'deny' }],
  ['was only planned', { dryRun: true }],
  ['started no program', { path: null }],
  ['went elsewhere', { addresses: ['10.0.0.4/30', '10.0.1.3', 'fd00::/64'] }],
] satisfies readonly [string, Partial<DecisionRecord>][])(
  'what %s has touched nothing',
  async (_, changed) => {
    expect(await touched([decided(1, 1000, changed)])).toEqual([]);
  },
);

test('each hop of a run counts for itself, and an IPv6 address is found in its block', async () => {
  const rows = [
    decided(1, 1000, { addresses: ['10.0.0.9'] }),
    { ...decided(1, 1001, { addresses: ['fd00::/126'] }), seq: 2 },
    ended(1, 1500),
  ];
  expect(await touched(rows, 'fd00::3')).toEqual([[runIdOf(1), 1001, 1500, 'fd00::/126', 'succeeded']]);
});

test('a run in slices touches each address while its slice is scanned, and no longer', async () => {
  const slice = (position: number, at: number): readonly AuditRow[] => {
    const target = `10.0.${position}.0/24`;
    const place = { position, of: 3 };
    const done = {
      runId: runIdOf(1),
      ...place,
      target,
      returncode: 0,
      complete: true,
      seconds: 1,
      outputs: [],
    };
    return [
      decided(1, at, { addresses: [target], slice: place }),
      rowOf(sliceEntry(done, []), position + 10, at + 400),
    ];
  };
  const rows = [
    decided(1, 500, { addresses: ['10.0.0.0/16'], slices: 3 }),
    ...slice(1, 600),
    ...slice(2, 1100),
    ...slice(3, 1600).slice(0, 1),
    ended(1, 1900),
  ];
  const id = runIdOf(1);
  expect(await touched(rows, '10.0.1.5', 500, 2000)).toEqual([[id, 600, 1000, '10.0.1.0/24', 'succeeded']]);
  expect(await touched(rows, '10.0.1.5', 1200, 2000)).toEqual([]);
  expect(await touched(rows, '10.0.3.5')).toEqual([[id, 1600, 1900, '10.0.3.0/24', 'succeeded']]);
});

test('a body that somebody has changed is passed over', async () => {
  expect(
    await touched([
      { ...decided(1, 1000), body: '[' },
      { ...decided(2, 1000), body: 'null' },
    ]),
  ).toEqual([]);
});
