import { isMap, isScalar, LineCounter, parseDocument, type Document } from 'yaml';
import { canonicalJson } from '../canonical.ts';
import type { LeafValue } from '../codec.ts';
import { inlineValue } from '../inline-value.ts';
import { getIn, isTree, setIn, type Tree } from '../tree.ts';
import { readYaml } from '../yaml-tree.ts';
import { editBlockList } from './block-list.ts';
import { renderDocument } from './render-document.ts';

/** One leaf that is to be written into a file; undefined takes it out. */
export interface Edit {
  readonly keys: readonly string[];
  readonly value: LeafValue | undefined;
}

/**
 * The text of a sound configuration file with one leaf changed: all else, comments included, stays as it is, byte for byte where
 * the value is replaced or added. A JSON file is written anew.
 */
export function editText(text: string, edit: Edit): string {
  const data = dataOf(text);
  const wanted = edit.value === undefined ? without(data, edit.keys) : setIn(data, edit.keys, edit.value);
  if (canonicalJson(wanted) === canonicalJson(data)) return text;
  if (text.trimStart().startsWith('{')) return `${JSON.stringify(wanted, null, 2)}\n`;
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  const candidate =
    edit.value === undefined ? null : spliced({ text, document, lines }, edit.keys, edit.value);
  // Whatever the layout of a file, what is written means what was asked for.
  if (candidate !== null && canonicalJson(readYaml(candidate).data) === canonicalJson(wanted))
    return candidate;
  return redrawn(document, wanted, edit);
}

/** The text with the value in its place, or behind the last key of its mapping; null where it has neither. */
function spliced(
  { text, document, lines }: Source,
  keys: readonly string[],
  value: LeafValue,
): string | null {
  const there = document.getIn(keys, true);
  const list = Array.isArray(value) ? editBlockList(text, there, value) : null;
  if (list !== null) return list;
  if (isScalar(there) || isRanged(there)) {
    const [start, end] = there.range ?? [0, 0];
    // A list below its key ends behind its line.
    const to = start + text.slice(start, end).trimEnd().length;
    return `${text.slice(0, start)}${inlineValue(value)}${text.slice(to)}`;
  }
  const depth = keys.findLastIndex((_, index) => isMap(document.getIn(keys.slice(0, index), true)));
  const parent = depth <= 0 ? document.contents : document.getIn(keys.slice(0, depth), true);
  if (!isMap(parent) || parent.flow === true) return null;
  const [first] = parent.items;
  const last = parent.items.at(-1);
  const from = rangeOf(first?.key)?.[0];
  const to = rangeOf(last?.value)?.[1] ?? rangeOf(last?.key)?.[1];
  if (from === undefined || to === undefined) return null;
  const indent = ' '.repeat(Math.max(0, lines.linePos(from).col - 1));
  // A list below its key ends behind its line.
  const lineEnd = text.indexOf('\n', text.slice(0, to).trimEnd().length);
  const at = lineEnd === -1 ? text.length : lineEnd;
  const added = keys.slice(Math.max(0, depth)).map((key, index, rest) => {
    const start = `${indent}${'  '.repeat(index)}${key}:`;
    return index === rest.length - 1 ? `${start} ${inlineValue(value)}` : start;
  });
  return `${text.slice(0, at)}\n${added.join('\n')}${text.slice(at)}`;
}

interface Source {
  readonly text: string;
  readonly document: Document;
  readonly lines: LineCounter;
}

/** The document as the library writes it, with its comments. */
function redrawn(document: Document, wanted: Tree, { keys, value }: Edit): string {
  if (value === undefined) {
    // A mapping without keys is an error, so that it goes with its last one.
    const top = keys.findIndex((_, index) => getIn(wanted, keys.slice(0, index + 1)) === undefined);
    document.deleteIn(keys.slice(0, top + 1));
  } else {
    document.setIn(keys, document.createNode(value, { flow: true }));
  }
  return renderDocument(document, '');
}

/** A copy without a leaf, and without the mappings that held nothing else. */
function without(tree: Tree, [head = '', ...rest]: readonly string[]): Tree {
  const { [head]: child, ...others } = tree;
  if (rest.length === 0 || !isTree(child)) return others;
  const left = without(child, rest);
  return Object.keys(left).length === 0 ? others : { ...tree, [head]: left };
}

function dataOf(text: string): Tree {
  const { data } = readYaml(text);
  return isTree(data) ? data : {};
}

interface Ranged {
  readonly range?: readonly [number, number, number] | null;
}

const isRanged = (node: unknown): node is Ranged =>
  typeof node === 'object' && node !== null && 'range' in node && !isMap(node);

const rangeOf = (node: unknown): readonly [number, number, number] | null =>
  isRanged(node) || isMap(node) ? (node.range ?? null) : null;
