import type { JsonSchema } from '../tools/tool.ts';

/** Which fields of a tool's input hold secrets, by the tool's name. */
export type SecretFields = (tool: string) => ReadonlySet<string>;

/**
 * Reads them off the schemas: `writeOnly` marks them. A name that is in no catalogue may be a slip for any of it, so that its
 * secrets are those of every tool.
 */
export function secretFieldsOf(
  catalogue: readonly { readonly name: string; readonly inputSchema: JsonSchema }[],
): SecretFields {
  const byTool = new Map(
    catalogue.map(({ name, inputSchema }) => [name, new Set(markedIn(inputSchema))] as const),
  );
  const all = new Set([...byTool.values()].flatMap((fields) => [...fields]));
  return (tool) => byTool.get(tool) ?? all;
}

/**
 * The texts and numbers that a caller gave for these fields, at any depth, whether or not they fit: a refusal must not repeat them
 * either. Of an input that is no object nobody can tell what is secret, so that all of it is.
 */
export function secretsIn(input: unknown, fields: ReadonlySet<string>): readonly string[] {
  if (fields.size === 0) return [];
  const found: string[] = [];
  const open: Piece[] = [{ value: input, secret: typeof input !== 'object' || Array.isArray(input) }];
  // Not by recursion: what came over the wire may be nested deeper than the stack.
  for (let seen = 0; seen < mostPieces && found.length < mostTexts; seen += 1) {
    const piece = open.pop();
    if (piece === undefined) break;
    const { value, secret } = piece;
    if (typeof value === 'object' && value !== null)
      for (const [key, one] of ownIn(value)) open.push({ value: one, secret: secret || fields.has(key) });
    else if (secret && (typeof value === 'string' || typeof value === 'number'))
      found.push(...piecesOf(String(value)));
  }
  return found;
}

interface Piece {
  readonly value: unknown;
  readonly secret: boolean;
}

function markedIn({ properties }: JsonSchema): readonly string[] {
  if (typeof properties !== 'object' || properties === null) return [];
  return entriesOf(properties).flatMap(([name, field]) =>
    typeof field === 'object' && field !== null && 'writeOnly' in field && field.writeOnly === true
      ? [name]
      : [],
  );
}

const entriesOf = (value: object): readonly (readonly [string, unknown])[] => Object.entries(value);

/** Nothing of the caller's is run, not even a getter. */
const ownIn = (value: object): readonly (readonly [string, unknown])[] =>
  Object.entries(Object.getOwnPropertyDescriptors(value)).flatMap(([key, { value: one, enumerable }]) =>
    enumerable === true ? [[key, one]] : [],
  );

/**
 * A text and its words, for some messages name single words. Only the beginning of a long one matters, since no message shows
 * more of a value; in pieces, patterns of it stay short.
 */
function piecesOf(text: string): readonly string[] {
  const head = text.slice(0, mostCharacters);
  const pieces = Array.from({ length: Math.ceil(head.length / pieceLength) }, (_, at) =>
    head.slice(at * pieceLength, (at + 1) * pieceLength),
  );
  const words = head.split(/\s+/, mostTexts);
  return words.length > 1 ? [...pieces, ...words] : pieces;
}

/** More than any call holds that a tool could take. */
const mostPieces = 20_000;
const mostTexts = 64;
const mostCharacters = 4096;
const pieceLength = 1024;
