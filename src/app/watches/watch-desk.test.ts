import { expect, test } from 'vitest';
import { configSchema } from '../../config/schema.ts';
import type { Webhook } from '../../host/webhook/post-webhook.ts';
import { manualClock } from '../../kernel/fixtures/manual-clock.ts';
import { err, ok, type Result } from '../../kernel/result.ts';
import { buildResult } from '../../pipeline/build-result.ts';
import type { Run } from '../../pipeline/run.ts';
import { folder, type Folder } from '../../store/fixtures/lab.ts';
import { decisionFor, runIdOf } from '../../store/fixtures/records.ts';
import { scanned } from '../../store/fixtures/scans.ts';
import { openStore } from '../../store/open-store.ts';
import type { StartCall } from '../shared-runs.ts';
import { createWatchDesk } from './watch-desk.ts';

const config = (notify: 'changes' | 'always' | 'never') =>
  configSchema.parse({
    watches: { lab: { tool: 'nmap', every: '1h', notify }, answers: { tool: 'dig', every: '1h' } },
    watch_notices: { webhook_url: 'https://a.lab/hook', tries: 2 },
  });

/** A desk whose calls find these ports on one host, one call after the other; an empty list is a call that is refused. */
async function deskOf(
  { file }: Folder,
  found: readonly (readonly number[])[],
  notify: 'changes' | 'always' | 'never' = 'changes',
) {
  const clock = manualClock();
  const opened = await openStore({ path: file, owner: 'a test' }, clock);
  if (!opened.ok) throw new Error(opened.error.message);
  const store = opened.value;
  const logged: (readonly [string, unknown])[] = [];
  const posted: (readonly [Webhook, unknown])[] = [];
  const stopped: string[] = [];
  let calls = 0;
  const start: StartCall = ({ tool, caller }) => {
    clock.advance(1000);
    const index = calls;
    calls += 1;
    const runId = runIdOf(index);
    const ports = found[index] ?? [];
    const facts = { ...decisionFor(runId), tool, configVersion: 'v' };
    const { promise, resolve } = Promise.withResolvers<void>();
    const ended = scanned(store, index, { '10.0.0.5': ports }, { tool, caller });
    void ended.then(resolve);
    const run: Run = {
      id: runId,
      correlationId: facts.correlationId,
      principal: caller.principal,
      standing: () => buildResult(facts, 'running', '', null),
      stop: (reason) => void stopped.push(reason),
      onProgress: () => () => undefined,
      result: promise.then(() =>
        ports.length > 0
          ? buildResult(facts, 'succeeded', 'It found ports.', null)
          : { ...buildResult(facts, 'refused', 'No.', null), error: refusedError },
      ),
    };
    return run;
  };
  const desk = createWatchDesk({
    config: () => config(notify),
    start,
    store,
    clock,
    post: async (webhook, document): Promise<Result<null, string>> => {
      posted.push([webhook, document]);
      return posted.length === 1 ? ok(null) : err('The webhook answered 503.');
    },
    logger: { log: (_level, event, fields) => void logged.push([event, fields]) },
  });
  return { desk, store, logged, posted, stopped, go: new AbortController() };
}

const refusedError = {
  code: 'scope.outside',
  error_type: 'policy_denied',
  message: 'It is out of scope.',
  field: 'target',
  retryable: false,
  retry_after_sec: null,
  recovery_suggestion: '',
  next: [],
} as const;

test('each run is compared with the one before; what has changed is logged, counted and posted', async () => {
  using where = folder();
  const { desk, store, logged, posted, go } = await deskOf(where, [[22], [22, 80], [22, 80]]);
  expect(await desk.run('lab', go.signal)).toMatchObject({ value: { run: runIdOf(0), compared: null } });
  expect(await desk.run('lab', go.signal)).toMatchObject({
    value: { compared: { changes: 1, kinds: { port: 1 } } },
  });
  expect(desk.facts()).toMatchObject([{ watch: 'lab', changes: { port: 1 }, failures: 0 }]);
  expect(await desk.run('lab', go.signal)).toMatchObject({ value: { compared: { changes: 0 } } });
  expect(desk.facts()).toMatchObject([{ changes: {} }]);
  expect(posted).toMatchObject([
    [
      { url: 'https://a.lab/hook', secret: null, tries: 2 },
      { type: 'watch.ran', data: { watch: 'lab', changes: 1, run_id: runIdOf(1) } },
    ],
  ]);
  expect(logged.map(([event]) => event)).toEqual(['watch.ran', 'watch.ran', 'watch.ran']);
  await store.close();
});

test.each([
  ['always', 2],
  ['never', 0],
] as const)('whoever is to be told %s is told so often', async (notify, times) => {
  using where = folder();
  const { desk, store, posted, go, logged } = await deskOf(where, [[22], [22, 80]], notify);
  await desk.run('lab', go.signal);
  await desk.run('lab', go.signal);
  expect(posted).toHaveLength(times);
  expect(logged.filter(([event]) => event === 'watch.untold')).toHaveLength(times === 0 ? 0 : 1);
  await store.close();
});

test('a run that is refused, or tells nothing of hosts, is a failure, and the one before stays the last', async () => {
  using where = folder();
  const { desk, store, logged, go } = await deskOf(where, [[22], [], [53], [53]]);
  await desk.run('lab', go.signal);
  expect(await desk.run('lab', go.signal)).toMatchObject({ error: { code: 'scope.outside' } });
  expect(await desk.run('answers', go.signal)).toMatchObject({ ok: true });
  expect(await desk.run('answers', go.signal)).toMatchObject({ error: { code: 'input.invalid' } });
  expect(desk.facts()).toMatchObject([
    { watch: 'lab', failures: 1 },
    { watch: 'answers', failures: 1 },
  ]);
  expect(logged.at(-1)).toMatchObject(['watch.failed', { watch: 'answers', code: 'input.invalid' }]);
  await store.close();
});

test('it never runs twice at once, stops when it is told to, and there is none of another name', async () => {
  using where = folder();
  const { desk, store, stopped, go } = await deskOf(where, [[22], [22]]);
  const both = await Promise.all([desk.run('lab', go.signal), desk.run('lab', go.signal)]);
  expect(both).toMatchObject([{ ok: true }, { error: { code: 'limit.busy' } }]);
  await desk.run('lab', AbortSignal.abort());
  expect(stopped).toEqual(['cancelled']);
  expect(await desk.run('lob', go.signal)).toMatchObject({ error: { code: 'run.not_found' } });
  await store.close();
});
