import fc from 'fast-check';
import { expect, test } from 'vitest';
import { exportConfig } from './export.ts';
import { loadConfig } from './load.ts';
import { renderStarter } from './starter.ts';

const load = (text: string) => {
  const loaded = loadConfig({ file: { path: 'cfg.yaml', text }, env: {}, flags: [] });
  if (!loaded.ok) throw new Error(loaded.error.map(({ rendered }) => rendered).join('\n'));
  return loaded.value;
};

const token = 'canary-canary-canary-canary-canary';

test('D10: an export holds every value and no secret, says which are left out, and is read back as the same configuration', () => {
  const loaded = load(
    `version: 1\nauth:\n  token: ${token}\ndatabase:\n  url: sqlite:/srv/${token}\ntools:\n  nmap:\n    timeout_sec: 9\nscope:\n  allow: [10.0.0.0/8]\n`,
  );
  const text = exportConfig(loaded.config, loaded.version);
  expect(text).not.toContain('canary');
  expect(text).toContain('Left out, since they are secret: database.url, auth.token');
  expect(text).toContain('max_hosts_per_call: 1024');
  expect(load(text).config.tools['nmap']?.timeout_sec).toBe(9);
  expect(load(text).version).toBe(loaded.version);
});

test('D10: whatever is configured, the export of an import has the same version', () => {
  const settings = fc.record({
    port: fc.nat({ max: 65_535 }),
    deny: fc.array(fc.constantFrom('10.9.0.0/16', '*.prod.lab.internal', 'fd00::1'), { maxLength: 3 }),
    loopback: fc.boolean(),
    timeout: fc.integer({ min: 1, max: 86_400 }),
  });
  fc.assert(
    fc.property(settings, ({ port, deny, loopback, timeout }) => {
      const { config, version } = load(
        `version: 1\nserver: {port: ${port}}\nscope: {deny: ${JSON.stringify(deny)}, allow_loopback: ${loopback}}\ntools: {dig: {timeout_sec: ${timeout}}}\n`,
      );
      expect(load(exportConfig(config, version)).version).toBe(version);
    }),
    { numRuns: 50 },
  );
});

test('a file to begin with means what no file means', () => {
  const bare = loadConfig({ file: null, env: {}, flags: [] });
  expect(bare.ok && bare.value.version).toBe(load(renderStarter()).version);
  expect(renderStarter()).toContain('\n  allow: ["rfc1918", "*.lab.internal"]\n');
  expect(renderStarter()).toContain('\n#   port: 8080\n');
});
