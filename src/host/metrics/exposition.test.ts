import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { errorTypes } from '../../kernel/error-table.ts';
import { families } from './families.ts';
import { finished, makeMetrics, refused, started } from './fixtures/a-server.ts';
import { parseExposition } from './fixtures/parse-exposition.ts';
import type { Metrics } from './metrics.ts';

const traceId = '4bf92f3577b34da6a3ce929d0e0e4736';

const busy = (): Metrics => {
  const metrics = makeMetrics();
  metrics.observe(started('nmap', 0.4));
  metrics.observe({ ...finished('nmap'), traceId });
  metrics.observe(refused('dig'));
  metrics.operation({ method: 'tools/call', tool: 'nmap', errorType: null, seconds: 0.5 });
  metrics.breakerChanged('nmap', 'closed', 'open');
  return metrics;
};

describe.each(['text', 'openmetrics'] as const)('a scrape as %s', (format) => {
  test('C1: a strict parser takes it, and every name has a prefix of ours and says its unit', async () => {
    const { body } = await busy().render(format);
    const parsed = parseExposition(body, format);
    expect(parsed.length).toBeGreaterThan(40);
    for (const { name, help, type } of parsed) {
      expect(name).toMatch(/^(?:bailiwick|process|nodejs|mcp)_[a-z0-9_]+$/);
      expect(help).toMatch(/^[A-Z0-9][^\n"]*\.$|: a bug\.$/);
      if (type === 'histogram') expect(name).toMatch(/_seconds$/);
    }
  });

  test('C1: its names are those of the table, in order', async () => {
    const { body } = await busy().render(format);
    const cut = format === 'text' ? '' : '(?:_total|_info)?';
    const names = parseExposition(body, format).map(({ name }) => name);
    const wanted = Object.keys(families);
    expect(names).toHaveLength(wanted.length);
    for (const [at, name] of names.entries()) expect(wanted[at]).toMatch(new RegExp(`^${name}${cut}$`));
  });
});

test('C1: both formats tell the same values', async () => {
  const valuesOf = async (metrics: Metrics, format: 'text' | 'openmetrics') => {
    const { body } = await metrics.render(format);
    return parseExposition(body, format)
      .flatMap(({ samples }) => samples)
      .filter(({ name }) => !/^(?:process|nodejs)_/.test(name))
      .map(({ name, labels, value }) => [name, [...labels], value]);
  };
  const metrics = busy();
  expect(await valuesOf(metrics, 'openmetrics')).toEqual(await valuesOf(metrics, 'text'));
});

test('C1: OpenMetrics has the trace of the last call of a bucket as its exemplar, and the text format has none', async () => {
  const metrics = busy();
  const { body, contentType } = await metrics.render('openmetrics');
  expect(contentType).toBe('application/openmetrics-text; version=1.0.0; charset=utf-8');
  expect(body).toMatch(
    new RegExp(
      `^bailiwick_tool_duration_seconds_bucket\\{.*le="0.5"\\} 1 # \\{trace_id="${traceId}"\\} 0.3 \\d+`,
      'm',
    ),
  );
  expect(body.match(/ # \{/g)).toHaveLength(1);
  const text = await metrics.render('text');
  expect(text.contentType).toBe('text/plain; version=0.0.4; charset=utf-8');
  expect(text.body).not.toContain(traceId);
});

test('whatever words labels are given, a scrape stays one, and its lines are whole', async () => {
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: 'binary' }), async (word) => {
      const metrics = makeMetrics({ reloads: () => ({ ...reloads, version: word }) });
      metrics.observe(refused(word));
      metrics.request(word);
      metrics.operation({ method: 'tools/call', tool: word, errorType: word, seconds: 1 });
      const { body } = await metrics.render('openmetrics');
      const info = parseExposition(body, 'openmetrics').find(({ name }) => name === 'bailiwick_config');
      expect(info?.samples[0]?.labels.get('hash') ?? '').toBe(
        word.replaceAll('\\', '\\\\').replaceAll('\n', '\\n').replaceAll('"', '\\"'),
      );
    }),
    { numRuns: 15 },
  );
});

test('what a scraper would stumble over, the parser of these tests throws', () => {
  const sound = '# HELP a_total Some.\n# TYPE a_total counter\na_total{b="c"} 1\n';
  expect(parseExposition(sound, 'text')).toHaveLength(1);
  for (const [from, to] of [
    ['Some.', ''],
    ['counter', 'count'],
    ['{b="c"} 1', '{b="c"} NaN'],
    ['{b="c"} 1', '{b="c"} -1'],
    ['{b="c"} 1', '{b="c} 1'],
    ['{b="c"} 1', '{b="c",b="d"} 1'],
    ['a_total{b', 'b_total{b'],
    ['a_total{b="c"} 1\n', ''],
    ['1\n', '1'],
    ['1\n', '1\na_total{b="c"} 1\n'],
    ['1\n', `1\n${sound}`],
    ['1\n', '1 # {trace_id="ab"} 1 1\n'],
  ] as const)
    expect(() => parseExposition(sound.replace(from, to), 'text')).toThrow();
  expect(() => parseExposition(sound, 'openmetrics')).toThrow('# EOF');
  expect(() => parseExposition(`${sound}# EOF\n`, 'openmetrics')).toThrow('_total');
});

const reloads = {
  version: 'abc',
  successful: true,
  atMs: 0,
  pending: 0,
  counts: { applied: 0, unchanged: 0, refused: 0 },
};

test('error types that strangers choose are none', async () => {
  const metrics = makeMetrics();
  metrics.request('no such type');
  const { body } = await metrics.render('text');
  expect(body).toContain('mcp_system_errors_total{error_type="unknown"} 1');
  expect(body.match(/^mcp_system_errors_total\{/gm)).toHaveLength(errorTypes.length);
});
