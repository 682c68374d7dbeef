import { cleanField } from '../../../output/clean.ts';
import type { ScriptResult } from './result.ts';
import type { Attributes } from './xml-events.ts';

const mostLines = 40;

/** What a script said, as a bounded number of cleaned lines. */
export function scriptOf({ id = '', output = '' }: Attributes): ScriptResult {
  const lines = output.slice(0, mostLines * 200).split('\n', mostLines);
  const said = lines.map((line) => cleanField(line.trim())).filter((line) => line !== '');
  return { id: cleanField(id), lines: said };
}
