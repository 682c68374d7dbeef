import { describe, expect, test } from 'vitest';
import { loadConfig, type LoadedConfig } from '../config/load.ts';
import { failure } from '../kernel/failure.ts';
import { err, ok } from '../kernel/result.ts';
import { catalogue } from '../tools/catalogue.ts';
import { samplePlace } from '../tools/fixtures/sample-policy.ts';
import { createGenerations, type Generations } from './generations.ts';
import { createPlanner } from './planner.ts';

const read = (yaml: string): LoadedConfig => {
  const loaded = loadConfig({
    file: { path: 'test.yaml', text: `version: 1\n${yaml}\n` },
    env: {},
    flags: [],
  });
  if (!loaded.ok) throw new Error(loaded.error.map(({ rendered }) => rendered).join('\n'));
  return loaded.value;
};
const compile = ({ config, placeOf }: LoadedConfig) => createPlanner(config, placeOf, catalogue, samplePlace);

function begin(yaml: string): Generations {
  const loaded = read(yaml);
  const planner = compile(loaded);
  if (!planner.ok) throw new Error(planner.error[0]?.message);
  return createGenerations({ loaded, planner: planner.value }, compile);
}

const start = 'scope: {allow: [10.0.0.0/16]}\nserver: {port: 1}\nlogging: {level: info}';
const planned = (generations: Generations, target: string) =>
  generations.now().planner.plan('port_check', { target, ports: '22' }, () => null);

describe('a reload', () => {
  test('puts all of another configuration into force, and tells what has changed', () => {
    const generations = begin(start);
    const before = generations.now();
    let heard = 0;
    const end = generations.onReload(() => (heard += 1));
    const wanted = read('scope: {allow: [10.0.1.0/24]}\nserver: {port: 1}\nlogging: {level: debug}');
    expect(generations.reload(wanted)).toEqual({
      ok: true,
      value: { version: wanted.version, changed: ['scope.allow', 'logging.level'], pending: [] },
    });
    expect(planned(generations, '10.0.1.5').ok).toBe(true);
    expect(planned(generations, '10.0.0.5')).toMatchObject({ error: { code: 'scope.outside' } });
    // What was in force is as it was, for the calls that hold it.
    expect(before.planner.plan('port_check', { target: '10.0.0.5', ports: '22' }, () => null).ok).toBe(true);
    expect(generations.now().inForce.configVersion).toBe(wanted.version);
    end();
    generations.reload(wanted);
    expect(heard).toBe(1);
  });

  test('keeps what only a restart can change at its old value, and says that it waits', () => {
    const generations = begin(start);
    const wanted = read('scope: {allow: [10.0.0.0/16]}\nserver: {port: 2}\nlogging: {level: debug}');
    expect(generations.reload(wanted)).toMatchObject({
      value: { changed: ['logging.level'], pending: ['server.port'] },
    });
    const { config, version } = generations.now().loaded;
    expect([config.server.port, config.logging.level]).toEqual([1, 'debug']);
    expect(version).not.toBe(wanted.version);
    expect(version).toBe(
      read('scope: {allow: [10.0.0.0/16]}\nserver: {port: 1}\nlogging: {level: debug}').version,
    );
  });

  test.each([
    ['one more network', 'scope: {allow: [10.0.0.0/8]}', 'scope.allow'],
    [
      'a budget',
      'scope: {allow: [10.0.0.0/16], max_calls_per_target_per_minute: 600}',
      'max_calls_per_target_per_minute',
    ],
    ['a folder of files', `${start}\ntool: {file_folders: [/srv/files]}`, 'tool.file_folders'],
    ['an intrusive class', `${start}\ntools: {nmap: {intrusive: [vuln]}}`, 'tools.nmap.intrusive'],
  ])('D7: that would admit more is refused as a whole: %s', (_, yaml, path) => {
    const generations = begin(start);
    const { loaded } = generations.now();
    expect(generations.reload(read(yaml))).toMatchObject({
      error: [{ code: 'config.invalid', message: expect.stringContaining(path) }],
    });
    expect(generations.now().loaded).toBe(loaded);
  });

  test('that asks for no token any more is a widening, and another token is none', () => {
    const generations = begin(`auth: {token: ${'a'.repeat(32)}}`);
    expect(generations.reload(read(`auth: {token: ${'b'.repeat(32)}}`))).toMatchObject({
      value: { changed: ['auth.token'], pending: [] },
    });
    expect(generations.reload(read(''))).toMatchObject({ error: [{ field: 'auth.token' }] });
  });

  test('admits more where the configuration that it takes the place of allows that, not where it allows itself', () => {
    const wider = 'scope: {allow: [10.0.0.0/8]}\nreload: {allow_widening: true}';
    expect(begin(start).reload(read(wider)).ok).toBe(false);
    expect(begin(`${start}\nreload: {allow_widening: true}`).reload(read(wider)).ok).toBe(true);
  });

  test.each([
    ['later', 'not_after: "2027-01-01"', 'engagement.not_after'],
    ['without an end', '', 'engagement.not_after, engagement.windows'],
    ['in another window', 'not_after: "2026-12-01", windows: ["sat 08:00-10:00 UTC"]', 'engagement.windows'],
  ])('of an engagement that holds longer is a widening: %s', (_, terms, paths) => {
    const generations = begin(
      'engagement: {id: A, not_after: "2026-12-01", windows: ["mon-fri 08:00-10:00 UTC"]}',
    );
    const wanted = read(`engagement: {id: A${terms === '' ? '' : `, ${terms}`}}`);
    expect(generations.reload(wanted)).toMatchObject({
      error: [{ message: expect.stringContaining(paths.split(', ')[0] ?? '') }],
    });
    expect(
      generations.reload(
        read('engagement: {id: B, not_after: "2026-11-30", windows: ["mon-fri 08:00-10:00 UTC"]}'),
      ).ok,
    ).toBe(true);
  });

  test('D4: that anything refuses in preparation leaves all else untouched', () => {
    const generations = begin(start);
    const done: string[] = [];
    generations.follow(() => ok(() => void done.push('first')));
    let objection: string | null = 'No.';
    generations.follow(() =>
      objection === null ? ok(() => void done.push('second')) : err(failure('config.invalid', objection)),
    );
    const { loaded } = generations.now();
    expect(generations.reload(read('scope: {allow: [10.0.0.0/24]}'))).toMatchObject({
      error: [{ message: 'No.' }],
    });
    expect([done, generations.now().loaded === loaded]).toEqual([[], true]);
    objection = null;
    expect(generations.reload(read('scope: {allow: [10.0.0.0/24]}')).ok).toBe(true);
    expect(done).toEqual(['first', 'second']);
  });

  test('of a configuration that means nothing is refused with its errors', () => {
    const generations = begin(start);
    expect(generations.reload(read('scope: {allow: [8.8.8.8]}'))).toMatchObject({
      error: [{ code: 'config.invalid', field: 'scope.allow[0]' }],
    });
  });
});
