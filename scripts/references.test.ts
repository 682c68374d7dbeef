import { describe, expect, test } from 'vitest';
import { renderConfigExample } from '../src/config/example.ts';
import { loadConfig } from '../src/config/load.ts';
import { configRows } from '../src/config/rows.ts';
import { families } from '../src/host/metrics/families.ts';
import { errorTable } from '../src/kernel/error-table.ts';
import { table } from './markdown-table.ts';
import { renderConfigPage } from './reference-config.ts';
import { renderErrorsPage } from './reference-errors.ts';
import { renderMetricsPage } from './reference-metrics.ts';
import { renderToolsPage } from './reference-tools.ts';

describe('the generated references', () => {
  test('the example configuration loads cleanly and means the same as no file', () => {
    const file = { path: 'config.example.yaml', text: renderConfigExample() };
    const loaded = loadConfig({ file, env: {}, flags: [] });
    const defaults = loadConfig({ env: {}, flags: [] });
    expect(loaded.ok ? loaded.value.config : loaded.error).toEqual(defaults.ok && defaults.value.config);
  });

  test('the example loads with every comment of a key taken away, but for what has no default and no example', () => {
    const text = renderConfigExample().replaceAll(/^# (tools:|auth:|watches:| {2,}[a-z_]+:)/gm, '$1');
    const loaded = loadConfig({ file: { path: 'c', text }, env: {}, flags: [] });
    expect(loaded.ok ? [] : loaded.error.map(({ path }) => path)).toEqual(withoutExample);
  });

  test('the configuration page has every key and every name, and each row as many cells as the head', () => {
    const page = renderConfigPage();
    for (const { env } of configRows) expect(page).toContain(env ?? 'none');
    for (const block of page.split('\n\n').filter((part) => part.startsWith('|'))) {
      const widths = block
        .trim()
        .split('\n')
        .map((line) => line.split(/(?<!\\)\|/).length);
      expect(new Set(widths).size).toBe(1);
    }
  });

  test('the page of errors has every code', () => {
    for (const code of Object.keys(errorTable)) expect(renderErrorsPage()).toContain(`| \`${code}\` |`);
  });

  test('the page of metrics has every name, and the words of every label', () => {
    const page = renderMetricsPage();
    for (const [name, { help }] of Object.entries(families)) {
      expect(page).toContain(`| \`${name}\` |`);
      expect(page).toContain(help);
    }
    expect(page).toContain('| `stream` | `stdout`, `stderr` |');
  });

  test('the page of tools has every input with its range, its default and the way in which an agent gives it', () => {
    const page = renderToolsPage();
    expect(page).toContain('| `count` | whole number, 1 to 100 | `4` | listed |');
    expect(page).toContain('| `top_ports` | whole number, 1 to 8366 |  | `-F` `--top-ports` |');
    expect(page).toContain('15 s a call, 4 calls at once, 65536 bytes of stdout');
  });

  test('a bar in a cell does not end it', () => {
    expect(table(['a'], [['x|y']])).toBe('| a |\n| --- |\n| x\\|y |\n');
  });
});

const withoutExample = [
  'auth.token',
  'watches.nmap.tool',
  'watches.nmap.arguments',
  'watches.nmap.every',
  'watches.nmap.baseline',
];
