import type { Exemplar, FamilySamples, Sample } from './sample.ts';

/** How a scrape is written: as Prometheus always took it, or as OpenMetrics 1.0, which has exemplars. */
export type MetricFormat = 'text' | 'openmetrics';

export interface Exposition {
  readonly body: string;
  readonly contentType: string;
}

/**
 * Writes all series in a format: https://prometheus.io/docs/instrumenting/exposition_formats/ and
 * https://prometheus.io/docs/specs/om/open_metrics_spec/.
 */
export function expose(families: readonly FamilySamples[], format: MetricFormat): Exposition {
  const write = format === 'text' ? textOf : openMetricsOf;
  const end = format === 'text' ? '' : '# EOF\n';
  return { body: `${families.flatMap(write).join('\n')}\n${end}`, contentType: contentTypes[format] };
}

const contentTypes = {
  text: 'text/plain; version=0.0.4; charset=utf-8',
  openmetrics: 'application/openmetrics-text; version=1.0.0; charset=utf-8',
} as const satisfies Record<MetricFormat, string>;

const textOf = ({ name, type, help, samples }: FamilySamples): readonly string[] => [
  `# HELP ${name} ${help}`,
  `# TYPE ${name} ${type === 'info' ? 'gauge' : type}`,
  ...samples.map((sample) => `${name}${sample.suffix}${labelsOf(sample.labels)} ${sample.value}`),
];

/** There the family of a counter is named without `_total`, and that of an information without `_info`. */
function openMetricsOf({ name, type, help, samples }: FamilySamples): readonly string[] {
  const family = type === 'counter' ? name.replace(/_total$/, '') : name.replace(/_info$/, '');
  const [, unit] = /_(seconds|bytes|ratio)$/.exec(family) ?? [];
  return [
    `# HELP ${family} ${help}`,
    `# TYPE ${family} ${type}`,
    ...(unit === undefined ? [] : [`# UNIT ${family} ${unit}`]),
    ...samples.map(
      ({ suffix, labels, value, exemplar }) =>
        `${name}${suffix}${labelsOf(labels)} ${value}${exemplar === null ? '' : shown(exemplar)}`,
    ),
  ];
}

const shown = ({ traceId, value, atSec }: Exemplar): string =>
  ` # {trace_id="${escaped(traceId)}"} ${value} ${atSec}`;

/** What was written for the labels of a series: they never change, and there are thousands of them in a scrape. */
const writtenLabels = new WeakMap<Sample['labels'], string>();

function labelsOf(labels: Sample['labels']): string {
  const known = writtenLabels.get(labels);
  if (known !== undefined) return known;
  const words = labels.filter(([, word]) => word !== '').map(([name, word]) => `${name}="${escaped(word)}"`);
  const text = words.length === 0 ? '' : `{${words.join(',')}}`;
  writtenLabels.set(labels, text);
  return text;
}

const escaped = (text: string): string =>
  text
    .replaceAll('\\', String.raw`\\`)
    .replaceAll('\n', String.raw`\n`)
    .replaceAll('"', String.raw`\"`);
