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
 * either. Of an input that is no object nobody can tell what is secret, so that all of it is. A user and password in a web
 * address are secrets of any call, and so is what is glued to a flag that reads as such a field.
 */
export function secretsIn(input: unknown, fields: ReadonlySet<string>): readonly string[] {
  const found: string[] = [];
  const isUntold = fields.size > 0 && (typeof input !== 'object' || Array.isArray(input));
  const open: Piece[] = [{ value: input, secret: isUntold }];
  // Not by recursion: what came over the wire may be nested deeper than the stack.
  for (let seen = 0; seen < mostPieces && found.length < mostTexts; seen += 1) {
    const piece = open.pop();
    if (piece === undefined) break;
    const { value, secret } = piece;
    if (typeof value === 'object' && value !== null)
      for (const [key, one] of ownIn(value)) open.push({ value: one, secret: secret || fields.has(key) });
    else if (secret && (typeof value === 'string' || typeof value === 'number'))
      found.push(...piecesOf(String(value)));
    else if (typeof value === 'string') found.push(...usersIn(value), ...gluedIn(value, fields));
  }
  return found;
}

/** `user:password@` of what looks like a web address: whole, and the password alone. */
const usersIn = (text: string): readonly string[] =>
  [...text.slice(0, mostCharacters).matchAll(/\/\/([^/@\s]{1,256})@/g)].flatMap(([, user = '']) =>
    [user, user.split(':').slice(1).join(':')].filter((part) => part !== ''),
  );

/** `-cVALUE`, `--community=VALUE` and `--community VALUE`, for a field of that name. */
const gluedIn = (text: string, fields: ReadonlySet<string>): readonly string[] =>
  [...fields].flatMap((field) =>
    text
      .slice(0, mostCharacters)
      .split(/\s+/)
      .flatMap((token, at, tokens) => {
        if (token === `--${field}` || token === `-${field[0] ?? ''}`) return tokens[at + 1] ?? [];
        if (token.startsWith(`--${field}`)) return token.slice(field.length + 2).replace(/^=/, '');
        return /^-[A-Za-z][^-]/.test(token) && token[1] === field[0] ? token.slice(2).replace(/^=/, '') : [];
      })
      .filter((part) => part !== ''),
  );

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
