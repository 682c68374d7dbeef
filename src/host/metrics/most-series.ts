import { families, type FamilyName } from './families.ts';
import { buckets, type Family, type LabelValues } from './family.ts';
import { mostChecks } from './server-collectors.ts';
import { mostWatches } from './watch-readings.ts';

/** How many lines a metric has in a scrape at most, on a server with so many tools: whoever calls cannot add another. */
export function mostSeries(name: FamilyName, tools: number): number {
  const { type, labels }: Family = families[name];
  if ('check' in labels) return mostChecks;
  if ('watch' in labels) return mostWatches * seriesOf(labels, tools);
  const series = seriesOf(labels, tools);
  // Of a histogram, a bucket without a bound, the sum and the count come to those with one.
  return series * (type === 'histogram' ? buckets.length + 3 : 1);
}

function seriesOf({ mcp_method_name, gen_ai_tool_name, ...labels }: Family['labels'], tools: number): number {
  const others = Object.values(labels).reduce((product, words) => product * wordCount(words, tools), 1);
  // Of the methods one alone names a tool.
  return mcp_method_name === undefined || gen_ai_tool_name === undefined
    ? others
    : others * (wordCount(mcp_method_name, tools) + wordCount(gen_ai_tool_name, tools) - 1);
}

/** Each label but ours may also say `other`. */
function wordCount(words: LabelValues, tools: number): number {
  switch (words) {
    case 'ours':
      return 1;
    case 'tools':
      return tools + 1;
    case 'tools or none':
      return tools + 2;
    default:
      return words.length + 1;
  }
}
