import { describe, expect, test } from 'vitest';
import type { Document } from 'yaml';
import * as z from 'zod';
import { configVersionOf } from '../config-version.ts';
import { readYaml } from '../yaml-tree.ts';
import { format } from './format.ts';
import { migrateText } from './migrate-text.ts';
import type { Format } from './migration.ts';

/** A version 2 that there is not: the listener has a section of its own, and seconds have become milliseconds. */
const second: Format = {
  version: 2,
  migrations: [
    {
      from: 1,
      to: 2,
      what: 'server.host and server.port are listener.host and listener.port; limits.queue_wait_sec is …_ms',
      apply: (document) => {
        move(document, ['server', 'host'], ['listener', 'host']);
        move(document, ['server', 'port'], ['listener', 'port']);
        const seconds = document.getIn(['limits', 'queue_wait_sec']);
        if (typeof seconds !== 'number') return;
        document.setIn(['limits', 'queue_wait_ms'], seconds * 1000);
        document.deleteIn(['limits', 'queue_wait_sec']);
      },
    },
  ],
};

const schema = z.strictObject({
  version: z.literal(2),
  server: z.strictObject({ workers: z.int().default(1) }).prefault({}),
  listener: z
    .strictObject({ host: z.string().default('127.0.0.1'), port: z.int().default(8080) })
    .prefault({}),
  limits: z.strictObject({ queue_wait_ms: z.int().default(30_000) }).prefault({}),
});

function move(document: Document, from: readonly string[], to: readonly string[]): void {
  if (!document.hasIn(from)) return;
  const value = document.getIn(from, true);
  document.deleteIn(from);
  document.setIn(to, value);
}

const text = `# Ours.
version: 1 # the format

# Clients.
server:
  port: 9000 # behind a proxy
  workers: 2 # two processors
limits:
  # Patient.
  queue_wait_sec: 5
`;

const migrated = (given: string) => {
  const done = migrateText(given, second);
  if (!done.ok) throw new Error(done.error);
  return done.value;
};

describe('a file of version 1, where the format is at version 2', () => {
  test('has its values where the new version has them, and its comments', () => {
    const { from, steps, text: after } = migrated(text);
    expect([from, steps.length]).toEqual([1, 1]);
    expect(readYaml(after).data).toEqual({
      version: 2,
      server: { workers: 2 },
      listener: { port: 9000 },
      limits: { queue_wait_ms: 5000 },
    });
    for (const comment of ['# Ours.', '# the format', '# Clients.', '# behind a proxy', '# two processors'])
      expect(after).toContain(comment);
  });

  test('means what the same settings mean that are written in the new version', () => {
    const byHand =
      'limits: {queue_wait_ms: 5000}\nversion: 2\nlistener: {port: 9000}\nserver: {workers: 2}\n';
    const [ours, theirs] = [migrated(text).text, byHand].map((one) =>
      configVersionOf(schema.parse(readYaml(one).data)),
    );
    expect(ours).toBe(theirs);
  });

  test('is done with after once', () => {
    const once = migrated(text).text;
    expect(migrated(once)).toEqual({ text: once, from: 2, steps: [] });
  });

  test('that names no version is of the first, and gets the new one at its top', () => {
    expect(migrated('# Ours.\nserver: {port: 81} # here\n').text).toMatch(/^version: 2\n# Ours\.\nserver:/);
  });

  test('stays JSON where it is that', () => {
    const { text: after } = migrated('{"version": 1, "server": {"port": 81, "workers": 3}}');
    expect(JSON.parse(after)).toEqual({ version: 2, server: { workers: 3 }, listener: { port: 81 } });
  });
});

test.each([
  ['a later version', 'version: 3', 'is of version 3, where 1 to 2 are known here; use the bailiwick'],
  ['no number', 'version: two', 'has the version "\\"two\\"", where 1 to 2'],
  ['a version before the first', 'version: 0', 'has the version "0", where'],
  ['no YAML', 'version: [', 'is no sound YAML'],
  ['an alias', 'version: 1\na: &a 1\nb: *a', 'is no sound YAML'],
])('%s is refused', (_what, given, why) => {
  const done = migrateText(given, second);
  expect(done.ok ? '' : done.error).toContain(why);
});

test('where no step leads on, nothing is guessed', () => {
  const gap: Format = { version: 3, migrations: second.migrations };
  expect(migrateText('version: 1', gap)).toMatchObject({ error: expect.stringContaining('no step') });
});

test('today’s format is at its first version, and leaves its files as they are', () => {
  expect(migrateText(text, format)).toEqual({ ok: true, value: { text, from: 1, steps: [] } });
  expect(migrateText('version: 2', format)).toMatchObject({
    error: expect.stringContaining('only 1 is known'),
  });
});
