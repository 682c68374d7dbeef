import { expect, test } from 'vitest';
import { loadConfig } from '../config/load.ts';
import { logSettingsOf } from './log-settings.ts';

function settingsOf(text: string, env: Readonly<Record<string, string>> = {}, path = '/etc/bw/config.yaml') {
  const loaded = loadConfig({ file: { path, text: `version: 1\n${text}` }, env, flags: [] });
  if (!loaded.ok) throw new Error(loaded.error.map(({ rendered }) => rendered).join('\n'));
  return logSettingsOf(loaded.value, env);
}

test('without a file a log has the level and the format that are configured', () => {
  expect(settingsOf('logging: {level: warn, format: text}')).toMatchObject({
    level: 'warn',
    format: 'text',
    file: null,
  });
});

test('a relative file lies beside the configuration, for a server is started in any folder', () => {
  const rotation = { maxBytes: 100_000, backups: 2 };
  const more = 'max_file_size: 100000, backup_count: 2';
  expect(settingsOf(`logging: {file_path: logs/b.log, ${more}}`).file).toEqual({
    path: '/etc/bw/logs/b.log',
    ...rotation,
  });
  expect(settingsOf(`logging: {file_path: /var/log/b.log, ${more}}`).file).toEqual({
    path: '/var/log/b.log',
    ...rotation,
  });
});

test('C6: what the schema marks and what variables of a telling name hold is known to the log as secret', () => {
  const token = 't'.repeat(32);
  const env = {
    AWS_SECRET_ACCESS_KEY: 'canary-of-aws',
    DB_PASSWORD: 'canary-of-a-database',
    SHORT_TOKEN: 'yes',
    HOME: '/home/of-somebody',
  };
  const { secrets } = settingsOf(`auth: {token: ${token}}\ndatabase: {url: "sqlite:/tmp/canary"}`, env);
  expect(secrets.map((secret) => secret.reveal()).toSorted()).toEqual([
    'canary-of-a-database',
    'canary-of-aws',
    'sqlite:/tmp/canary',
    token,
  ]);
});
