import { expect, test } from 'vitest';
import type { App } from '../../app/app.ts';
import { createBreakerDesk } from '../../app/breaker-desk.ts';
import { breakerSettingsOf } from '../../app/breaker-settings.ts';
import { configSchema } from '../../config/schema.ts';
import { manualClock } from '../../kernel/fixtures/manual-clock.ts';
import { fakeApp } from '../../mcp/fixtures/fake-app.ts';
import type { StopReason } from '../../pipeline/ports.ts';
import type { Run } from '../../pipeline/run.ts';
import { createBreaker } from '../../resilience/breaker.ts';
import { dig } from '../../tools/catalogue/dig.ts';
import { breakerList, controlPaths, serverStats, type ReloadAnswer } from './control-protocol.ts';
import { controlRoutes } from './control-routes.ts';

/** The routes of a server with one tool, and what was told to its log. */
function start(
  answer: ReloadAnswer = { kind: 'reloaded', version: 'v2', changed: [], pending: [] },
  own: Partial<App> = {},
) {
  const settings = breakerSettingsOf(configSchema.parse({ version: 1 }), dig);
  const clock = manualClock();
  const breakers = createBreakerDesk(new Map([['dig', createBreaker('dig', settings, clock, () => 0.5)]]));
  const told: unknown[] = [];
  const routes = controlRoutes({
    app: { ...fakeApp().app, breakers, ...own },
    facts: () => {
      throw new Error('nobody asks');
    },
    reload: () => Promise.resolve(answer),
    done: (deed, facts) => told.push({ deed, ...facts }),
  });
  const ask = async (route: string, body: unknown = null) => {
    const found = routes.get(route);
    if (found === undefined) throw new Error(`there is no ${route}`);
    return await found(body);
  };
  return { ask, told, clock };
}

const post = `POST ${controlPaths.breakers}`;
const move = { tool: 'dig', action: 'isolate', reason: 'an upgrade', for_sec: 60, by: 'ada' };

test('a breaker is moved for a reason and a time, and the log learns who asked and why', async () => {
  const { ask, told, clock } = start();
  const { status, body } = await ask(post, move);
  expect(status).toBe(200);
  const [moved] = breakerList.parse(body).breakers;
  expect(moved).toMatchObject({
    state: 'isolated',
    cause: 'by_hand',
    reason: 'an upgrade',
    retry_after_sec: 60,
  });
  expect(told).toEqual([
    { deed: 'breaker isolate', tool: 'dig', reason: 'an upgrade', for_sec: 60, by: 'ada' },
  ]);
  clock.advance(60_000);
  const later = breakerList.parse((await ask(`GET ${controlPaths.breakers}`)).body);
  expect(later.breakers[0]).toMatchObject({ state: 'half_open', since_sec: 0 });
  expect((await ask(post, { ...move, action: 'close', for_sec: null })).status).toBe(200);
});

test.each([
  ['a slip', { ...move, tool: 'digg' }, 'did you mean "dig"?'],
  ['a tool that there is not', { ...move, tool: 'nothing' }, 'the tools are: dig'],
  ['a time of nothing', { ...move, for_sec: 0 }, 'has not the form'],
  ['nobody who asks', { ...move, by: '' }, 'has not the form'],
  ['something else with it', { ...move, more: 1 }, 'has not the form'],
])('a move by %s is refused, and nothing is told', async (_, body, why) => {
  const { ask, told } = start();
  expect(await ask(post, body)).toMatchObject({ status: 400, body: { error: expect.stringContaining(why) } });
  expect(told).toEqual([]);
});

test('a reload answers with what has become of it, and whoever asks must say who they are', async () => {
  const refused = start({ kind: 'refused', errors: ['c.yaml:3:1: scope'] });
  expect(await refused.ask(`POST ${controlPaths.reload}`, { by: 'ada' })).toMatchObject({
    status: 409,
    body: { errors: ['c.yaml:3:1: scope'] },
  });
  const well = start();
  expect((await well.ask(`POST ${controlPaths.reload}`, {})).status).toBe(400);
  expect((await well.ask(`POST ${controlPaths.reload}`, { by: 'ada' })).status).toBe(200);
  expect(well.told).toEqual([{ deed: 'reload', by: 'ada' }]);
});

test('what is told of a server’s work is what the command reads', async () => {
  const { body } = await start().ask(`GET ${controlPaths.stats}`);
  expect(serverStats.safeParse(body).success).toBe(true);
});

test('a run that goes on is waited for, and is stopped where that is asked; of any other there is nothing', async () => {
  const stops: string[] = [];
  const { app, calls } = fakeApp(() => undefined);
  const run = app.start({
    tool: 'scan',
    input: {},
    caller: { channel: 'http', principal: 'ada', client: null },
  });
  const stopping = {
    ...run,
    onProgress: (listener: Parameters<Run['onProgress']>[0]) => {
      listener({ done: 1, total: 4, message: 'one' });
      return () => undefined;
    },
    stop: (reason: StopReason) => {
      stops.push(reason);
      calls[0]?.finish({ status: 'cancelled' });
    },
  };
  const { ask, told } = start(undefined, { liveRun: (id) => (id === run.id ? stopping : undefined) });
  const about = (action: string, wait_ms = 20, run_id: string = run.id) =>
    ask(`POST ${controlPaths.runs}`, { by: 'ada', run_id, action, wait_ms });
  expect(await about('wait')).toMatchObject({
    status: 200,
    body: { run_id: run.id, status: 'running', progress: { done: 1, total: 4 } },
  });
  expect([stops, told]).toEqual([[], []]);
  expect(await about('cancel', 5_000)).toMatchObject({ status: 200, body: { status: 'cancelled' } });
  expect([stops, told]).toEqual([['cancelled'], [{ deed: 'run cancel', run_id: run.id, by: 'ada' }]]);
  expect(await about('cancel', 20, 'r-lusab-babad-gutih')).toMatchObject({ status: 404 });
  expect(await about('watch')).toMatchObject({ status: 400 });
});
