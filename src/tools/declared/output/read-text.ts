import { z } from 'zod';
import { cleanField } from '../../../output/clean.ts';
import { createJsonBudget } from '../../../output/json-budget.ts';
import type { ToolOutput } from '../../tool.ts';

/** The schema of a result that is text. */
export const textResult = z.strictObject({
  lines: z.array(z.string()),
  total: z.int().min(0),
  cut: z.boolean(),
});

/** Takes the lines of an output as they are, cleaned, cut, and as many as a model reads. */
export function readText({ stdout, truncatedStdout, complete }: ToolOutput): z.output<typeof textResult> {
  const all = stdout.split('\n').map((line) => line.trimEnd());
  while (all.at(-1) === '') all.pop();
  const fits = createJsonBudget(mostBytes);
  const lines: string[] = [];
  for (const line of all) {
    const shown = cleanField(line.slice(0, longestLine * 2), longestLine);
    if (!fits(shown)) break;
    lines.push(shown);
  }
  return { lines, total: all.length, cut: truncatedStdout || !complete };
}

const longestLine = 200;
const mostBytes = 6000;
