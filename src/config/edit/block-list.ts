import { isScalar, isSeq, type Node } from 'yaml';
import { inlineValue } from '../inline-value.ts';

/**
 * A list that is written one entry a line, with other entries: those that stay keep their lines and the comments beside and above
 * them. Null where a node is no such list, or nothing would be left of it.
 */
export function editBlockList(text: string, node: unknown, entries: readonly unknown[]): string | null {
  if (!isSeq<Node>(node) || node.flow === true || entries.length === 0) return null;
  const [start = 0, end = 0] = node.range ?? [];
  const lines = new Map<unknown, string>();
  let from = start;
  for (const item of node.items) {
    const at = item.range?.[1];
    if (at === undefined || !isScalar(item)) return null;
    const to = endOfLine(text, at);
    lines.set(item.value, text.slice(from, to).replace(/^\r?\n/, ''));
    from = to;
  }
  const indent = text.slice(text.lastIndexOf('\n', start - 1) + 1, start);
  if (indent.trim() !== '') return null;
  // The first line begins where the list does, behind its indent.
  const drawn = entries.map((entry) => lines.get(entry)?.trimStart() ?? `- ${inlineValue(entry)}`);
  return `${text.slice(0, start)}${drawn.join(`\n${indent}`)}${text.slice(Math.min(from, Math.max(end, from)))}`;
}

function endOfLine(text: string, from: number): number {
  const at = text.indexOf('\n', from);
  if (at === -1) return text.length;
  return text[at - 1] === '\r' ? at - 1 : at;
}
