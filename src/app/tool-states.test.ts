import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { flag, positional } from '../argv/build.ts';
import type { Clock } from '../kernel/clock.ts';
import { failure } from '../kernel/failure.ts';
import { err, ok, type Result } from '../kernel/result.ts';
import type { Identified } from '../pipeline/ports.ts';
import { oneHost } from '../scope/endpoint.ts';
import { defineTool } from '../tools/define-tool.ts';
import { samplePolicy } from '../tools/fixtures/sample-policy.ts';
import type { Tool } from '../tools/tool.ts';
import { createToolStates } from './tool-states.ts';

const scan = (needed: 'always' | 'sometimes'): Tool =>
  defineTool({
    name: 'scan',
    title: 'Scan',
    description: 'Scans.',
    program: 'scan',
    identity: { argv: [flag('-V')], expects: /scan/ },
    raw: {
      probe: { argv: [flag('-s')], expects: /reset/ },
      needed: needed === 'always' ? 'always' : ({ kind }) => (kind === 'syn' ? 'kind="syn"' : null),
      instead: 'kind="connect" finds the same.',
      says: { works: 'Raw scans work here.', fails: 'Raw scans do not work here.' },
      hides: { kind: ['syn'] },
    },
    limits: {},
    annotations: { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: true },
    params: z.strictObject({ kind: z.enum(['connect', 'syn']).default('connect') }),
    targets: ({ target }) => [oneHost(target)],
    argv: (_input, [target]) => [positional(target)],
    exitCodes: { ok: [0], broken: [] },
    result: z.strictObject({}),
    parse: () => ok({}),
    summarise: () => 'Scanned.',
    untrusted: [],
    example: { target: '10.0.0.5' },
  });

const path = '/usr/bin/scan';
const seenWith = (raw: Identified['raw']): Result<Identified> => ok({ path, version: '1.0', raw });
const works = { works: true, why: 'It worked.' };
const fails = { works: false, why: 'It printed "no".' };
const missing = err(failure('tool.missing', 'It is not there.'));

interface Place {
  readonly tool?: Tool;
  readonly seen?: Result<Identified> | null;
  readonly located?: Result<string | null>;
  readonly enabled?: boolean;
  readonly identify?: () => Promise<Result<Identified>>;
  readonly after?: Clock['after'];
}

function statesIn({ tool = scan('sometimes'), seen = null, located = ok(path), ...place }: Place) {
  const clock = { monotonicMs: () => 0, wallMs: () => 0, after: place.after ?? (() => () => undefined) };
  const planner = {
    catalogue: [tool],
    isEnabled: () => place.enabled ?? true,
    intrusive: samplePolicy.intrusive,
  };
  const identify = place.identify ?? (async () => seen ?? missing);
  return createToolStates(planner, { locate: () => located, seen: () => seen, identify }, clock);
}

describe('a tool is', () => {
  test.each<[string, Place, object]>([
    [
      'not known to be ready before its program was looked at',
      {},
      { state: 'unchecked', why: 'Its program has not said yet what it is.', version: null, raw: null },
    ],
    ['ready once it is recognised', { seen: seenWith(works) }, { state: 'ready', version: '1.0', path }],
    ['ready where raw sockets fail but others do', { seen: seenWith(fails) }, { state: 'ready', raw: fails }],
    ['missing', { located: missing }, { state: 'missing', why: 'It is not there.', path: null }],
    ['unidentified', { seen: missing }, { state: 'unidentified', why: 'It is not there.', path }],
    ['disabled, whatever its program is', { enabled: false, seen: missing }, { state: 'disabled' }],
    [
      'without rights where all of it needs raw sockets and they fail',
      { tool: scan('always'), seen: seenWith(fails) },
      { state: 'no_raw', why: fails.why },
    ],
    ['not ready before they were tried', { tool: scan('always') }, { state: 'unchecked' }],
    ['ready where they work', { tool: scan('always'), seen: seenWith(works) }, { state: 'ready', why: null }],
  ])('%s', (_what, place, expected) => {
    expect(statesIn(place).known()).toMatchObject([expected]);
  });
});

describe('an offer', () => {
  const offerIn = (place: Place) => {
    const [state] = statesIn(place).known();
    if (state === undefined) throw new Error('no state');
    return `${state.offer.description} ${JSON.stringify(state.offer.inputSchema)}`;
  };

  test('holds what needs raw sockets only where they were seen to work', () => {
    expect(offerIn({ seen: seenWith(works) })).toMatch(/^Scans\. Raw scans work here\. .*"syn"/);
    for (const seen of [seenWith(fails), seenWith(null)]) {
      expect(offerIn({ seen })).toMatch(/^Scans\. Raw scans do not work here\. .*\["connect"\]/);
    }
  });

  test('says nothing of raw sockets where there is no program to try them with, and holds nothing that needs them', () => {
    for (const place of [{ located: missing }, { seen: missing }, { seen: null }, { enabled: false }])
      expect(offerIn(place)).toMatch(/^Scans\. \{.*\["connect"\]/);
  });

  test('is the same object every time, so that a definition of it is made once', () => {
    const states = statesIn({ seen: seenWith(works) });
    expect(states.known()[0]?.offer).toBe(states.known()[0]?.offer);
  });
});

describe('whoever asks for the states', () => {
  test('waits for the programs to be looked at, and starts nothing where the operator switched a tool off', async () => {
    let looked = 0;
    const identify = async () => {
      looked += 1;
      return missing;
    };
    await statesIn({ identify }).now();
    await statesIn({ identify, enabled: false }).now();
    expect(looked).toBe(1);
  });

  test('gets what is known after two seconds, although a program does not answer', async () => {
    const waits: number[] = [];
    const after: Clock['after'] = (ms, callback) => {
      waits.push(ms);
      queueMicrotask(callback);
      return () => undefined;
    };
    const identify = () => new Promise<Result<Identified>>(() => {});
    expect(await statesIn({ identify, after }).now()).toMatchObject([{ state: 'unchecked', raw: null }]);
    expect(waits).toEqual([2_000]);
  });
});

describe('whoever was told the tools', () => {
  /** States of a tool whose program is looked at until the test says so; patience is over at once. */
  function slow(tellFirst = true) {
    let seen: Result<Identified> | null = null;
    const looking = Promise.withResolvers<Result<Identified>>();
    const clock: Clock = {
      monotonicMs: () => 0,
      wallMs: () => 0,
      after: (_ms, callback) => {
        if (tellFirst) queueMicrotask(callback);
        return () => undefined;
      },
    };
    const planner = {
      catalogue: [scan('sometimes')],
      isEnabled: () => true,
      intrusive: samplePolicy.intrusive,
    };
    const programs = { locate: () => ok(path), seen: () => seen, identify: () => looking.promise };
    const states = createToolStates(planner, programs, clock);
    let changes = 0;
    const unlisten = states.onChange(() => (changes += 1));
    const answer = (result: Result<Identified>): void => {
      seen = result;
      looking.resolve(result);
    };
    return { states, answer, unlisten, changes: () => changes };
  }
  const settled = () => new Promise<void>((resolve) => setImmediate(resolve));

  test('hears of it when a program answers late', async () => {
    const { states, answer, changes } = slow();
    expect(await states.now()).toMatchObject([{ state: 'unchecked' }]);
    answer(seenWith(works));
    await settled();
    expect(changes()).toBe(1);
    expect(await states.now()).toMatchObject([{ state: 'ready' }]);
    await settled();
    expect(changes()).toBe(1);
  });

  test('hears nothing where a late answer makes no difference, nor after having stopped to listen', async () => {
    const other = slow();
    await other.states.now();
    other.answer(missing);
    const gone = slow();
    await gone.states.now();
    gone.unlisten();
    gone.answer(seenWith(works));
    await settled();
    expect([other.changes(), gone.changes()]).toEqual([0, 0]);
  });

  test('hears nothing of what the first list held already', async () => {
    const { states, answer, changes } = slow(false);
    const list = states.now();
    answer(seenWith(works));
    expect(await list).toMatchObject([{ state: 'ready' }]);
    await settled();
    expect(changes()).toBe(0);
  });
});
