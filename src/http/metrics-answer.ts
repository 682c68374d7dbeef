import type { App } from '../app/app.ts';
import type { MetricFormat } from '../host/metrics/exposition.ts';
import { problem } from './problem.ts';

/** Answers a scrape, in the format that the scraper likes best. */
export async function metricsAnswer(app: Pick<App, 'metrics'>, request: Request): Promise<Response> {
  const metrics = await app.metrics(wantedFormat(request.headers.get('accept')));
  if (metrics === null)
    return problem(
      404,
      'Metrics are off',
      'Set metrics.enabled and metrics.prometheus_enabled to true to have them here.',
    );
  const headers = {
    'content-type': metrics.contentType,
    'cache-control': 'no-store',
    vary: 'accept',
  };
  return new Response(metrics.body, { headers });
}

/**
 * OpenMetrics for those who ask for it at least as much as for anything else that is here: RFC 9110, 12.5.1. Prometheus names
 * several versions of it; the answer says which one it is.
 */
export function wantedFormat(accept: string | null): MetricFormat {
  const weights = { openmetrics: 0, text: 0 };
  for (const range of (accept ?? '*/*').split(',')) {
    const [type = '', ...parameters] = range.split(';').map((part) => part.trim().toLowerCase());
    const given = parameters.find((parameter) => parameter.startsWith('q='))?.slice(2);
    const weight = given === undefined ? 1 : Number(given);
    const format = type === 'application/openmetrics-text' ? 'openmetrics' : 'text';
    const isOurs = format === 'openmetrics' || /^(?:text\/(?:plain|\*)|\*\/\*)$/.test(type);
    if (isOurs && weight > weights[format]) weights[format] = weight;
  }
  return weights.openmetrics > 0 && weights.openmetrics >= weights.text ? 'openmetrics' : 'text';
}
