import { expect, test } from 'vitest';
import { metricsAnswer, wantedFormat } from './metrics-answer.ts';

test.each([
  [null, 'text'],
  ['*/*', 'text'],
  ['text/plain', 'text'],
  ['text/html, application/xhtml+xml, */*;q=0.8', 'text'],
  ['application/openmetrics-text', 'openmetrics'],
  ['Application/OpenMetrics-Text; version=1.0.0', 'openmetrics'],
  ['application/openmetrics-text;q=0.2, text/plain;q=0.9', 'text'],
  ['application/openmetrics-text;q=0', 'text'],
  ['application/openmetrics-text;q=nothing', 'text'],
  ['', 'text'],
  // As Prometheus 2.53 asks.
  [
    'application/openmetrics-text;version=1.0.0;q=0.5,application/openmetrics-text;version=0.0.1;q=0.4,text/plain;version=0.0.4;q=0.3,*/*;q=0.2',
    'openmetrics',
  ],
] as const)('whoever accepts %s gets %s', (accept, format) => {
  expect(wantedFormat(accept)).toBe(format);
});

test('a scrape has the type of its format, and is kept by nobody', async () => {
  const metrics = async (format: string) => ({ body: `# ${format}\n`, contentType: `text/${format}` });
  const request = new Request('http://127.0.0.1/metrics', {
    headers: { accept: 'application/openmetrics-text' },
  });
  const response = await metricsAnswer({ metrics }, request);
  expect(await response.text()).toBe('# openmetrics\n');
  expect(Object.fromEntries(response.headers)).toEqual({
    'content-type': 'text/openmetrics',
    'cache-control': 'no-store',
    vary: 'accept',
  });
});

test('where metrics are off, the answer says how they are had', async () => {
  const response = await metricsAnswer(
    { metrics: async () => null },
    new Request('http://127.0.0.1/metrics'),
  );
  expect(response.status).toBe(404);
  expect(await response.text()).toContain('metrics.prometheus_enabled');
});
