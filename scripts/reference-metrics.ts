import { families, type FamilyName } from '../src/host/metrics/families.ts';
import { buckets, type Family, type LabelValues } from '../src/host/metrics/family.ts';
import { mostSeries } from '../src/host/metrics/most-series.ts';
import { catalogue } from '../src/tools/catalogue.ts';
import { table } from './markdown-table.ts';

/** The reference page of the metrics, from their table. */
export const renderMetricsPage = (): string =>
  [
    '# Metrics',
    '',
    '*Made from the table of metrics by `npm run generate`.*',
    '',
    '`/metrics` of a server over HTTP has them, in the text format of Prometheus, or as OpenMetrics 1.0 for who asks for',
    '`application/openmetrics-text`: there the family of a counter is named without `_total`, that of an information without `_info`,',
    'and `bailiwick_tool_duration_seconds` has the trace of the last call of each bucket as its exemplar. `metrics.enabled`,',
    '`metrics.prometheus_enabled` and `metrics.prometheus_port` say whether and where; who may call may scrape.',
    '',
    'No label has a target, an argument or an id of a call: labels have words of the tables below, and what is none of them is `other`.',
    'Nobody who calls can add a series. What happens by itself begins at 0. A reading that fails or takes more than half a second',
    'costs its own series and counts in `bailiwick_metrics_collector_errors_total`; the scrape has all the others.',
    '',
    `Histograms have these upper bounds, seconds: ${buckets.join(', ')}.`,
    `Lines at most are those of a server with the ${catalogue.length} tools of the catalogue.`,
    '',
    table(
      ['metric', 'type', 'labels', 'lines at most', 'what it tells'],
      Object.keys(families).filter(isName).map(rowOf),
    ),
    '## Labels',
    '',
    table(['label', 'words'], labelRows()),
  ].join('\n');

const isName = (name: string): name is FamilyName => Object.hasOwn(families, name);

function rowOf(name: FamilyName): readonly string[] {
  const { type, labels, help }: Family = families[name];
  const named = Object.keys(labels).map((label) => `\`${label}\``);
  return [`\`${name}\``, type, named.join(' '), String(mostSeries(name, catalogue.length)), help];
}

/** Each label once for each list of words that it has somewhere. */
function labelRows(): readonly (readonly string[])[] {
  const rows = new Map<string, readonly string[]>();
  for (const family of Object.values(families)) {
    const { labels }: Family = family;
    for (const [label, words] of Object.entries(labels))
      rows.set(`${label} ${wordsOf(label, words)}`, [`\`${label}\``, wordsOf(label, words)]);
  }
  return [...rows.values()];
}

function wordsOf(label: string, words: LabelValues): string {
  switch (words) {
    case 'tools':
      return 'a tool of the catalogue, or `other`';
    case 'tools or none':
      return 'a tool of the catalogue, or `other`; absent where none was called';
    case 'ours':
      return label === 'check' ? 'the names of the health checks' : 'one word of the server itself';
    default:
      return words.map((word) => (word === '' ? 'absent' : `\`${word}\``)).join(', ');
  }
}
