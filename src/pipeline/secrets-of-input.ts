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
  const names = new Set([...fields].map(plain));
  const isUntold = fields.size > 0 && (typeof input !== 'object' || Array.isArray(input));
  const open: Piece[] = [{ value: input, secret: isUntold }];
  // Not by recursion: what came over the wire may be nested deeper than the stack.
  for (let seen = 0; seen < mostPieces && found.length < mostTexts; seen += 1) {
    const piece = open.pop();
    if (piece === undefined) break;
    const { value, secret } = piece;
    if (typeof value === 'object' && value !== null)
      for (const [key, one] of ownIn(value))
        open.push({ value: one, secret: secret || names.has(plain(key)) });
    else if (secret && (typeof value === 'string' || typeof value === 'number'))
      found.push(...piecesOf(String(value)));
    else if (typeof value === 'string')
      found.push(...usersIn(value), ...loginsIn(value), ...gluedIn(value, fields));
  }
  return found;
}

/**
 * `user:password@` of what may have been meant as a web address, however it is spelled: whole, and the password alone; behind `//`
 * a user alone too. What stands before the last `@` counts, for a password may hold one, and a `/`.
 */
const usersIn = (text: string): readonly string[] =>
  tokensOf(text).flatMap((token) => {
    const end = token.lastIndexOf('@');
    const [, scheme = '', user = ''] =
      /^([A-Za-z][A-Za-z0-9+.-]*:[/\\]+|[/\\]{2,})?(.*)$/s.exec(token.slice(0, Math.max(0, end))) ?? [];
    const [, password = null] = /^[^:]*:(.*)$/s.exec(user) ?? [];
    if (password === null) return scheme !== '' && user !== '' && !/[/\\]/.test(user) ? [user] : [];
    // `http://10.0.0.5:80/@x` has a port there, and its path an "@".
    return /^[0-9]{1,5}[/\\?#]/.test(password) ? [] : [user, password].filter((part) => part !== '');
  });

/** What curl's flags for logins take, and what headers for credentials hold, of any tool: `-u me:PW`, `Authorization: Basic PW`. */
const loginsIn = (text: string): readonly string[] =>
  logins.flatMap((pattern) =>
    [...text.slice(0, mostCharacters).matchAll(pattern)].flatMap(([, given = '']) => {
      const [, password = given] = /^[^:]*:(.*)$/s.exec(given) ?? [];
      return [given, password].filter((part) => part !== '');
    }),
  );

const logins: readonly RegExp[] = [
  /(?:^|\s)(?:-u|-U|--user|--proxy-user)[=\s]*([^\s/:]+:(?!\/\/)\S+)/g,
  /(?:^|\s)--oauth2-bearer[=\s]+(\S+)/g,
  /(?:authorization|cookie|x-[a-z-]*(?:key|token))["']?\s*:\s*(?:(?:bearer|basic|digest|token)\s+)?["']?([^"'\s][^"']*)/gi,
];

/** `-cVALUE`, `--community=VALUE`, `community=VALUE` and `--community VALUE`, for a field of that name in any usual spelling. */
const gluedIn = (text: string, fields: ReadonlySet<string>): readonly string[] =>
  [...fields].flatMap((field) => {
    const own = plain(field);
    return tokensOf(text)
      .flatMap((token, at, tokens) => {
        const [, dashes = '', name = '', glued = null] = /^(-*)([^=\s]*)(?:=(.*))?$/s.exec(token) ?? [];
        if (plain(name) === own) return glued ?? (dashes === '' ? [] : (tokens[at + 1] ?? []));
        if (token === `-${field[0] ?? ''}`) return tokens[at + 1] ?? [];
        if (dashes === '--' && plain(name).startsWith(own)) return name.slice(field.length);
        return /^-[A-Za-z][^-]/.test(token) && token[1] === field[0] ? token.slice(2).replace(/^=/, '') : [];
      })
      .filter((part) => part !== '');
  });

const tokensOf = (text: string): readonly string[] => text.slice(0, mostCharacters).split(/\s+/);

/** Without case, hyphens and underscores: `--API-Key` is `api_key`. */
const plain = (name: string): string => name.toLowerCase().replaceAll(/[-_]/g, '');

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
