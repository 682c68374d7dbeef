import { err, ok, type Result } from '../../kernel/result.ts';

/** A piece of a word: what the operator wrote, or the place of a parameter. */
export type Piece =
  | { readonly kind: 'fixed'; readonly text: string }
  /** `part` is what stands behind the dot, as in `{target.host}`. */
  | { readonly kind: 'param'; readonly name: string; readonly part: string | null };

/** A word of a command line with places for parameters. */
export type Template = readonly Piece[];

/** The word that stands for the flags which `extra_args` brought. */
export const extraArgsWord = '{extra_args}';

/** Reads a word; `{name}` and `{name.part}` are places. An error is a clause. */
export function readTemplate(text: string): Result<Template, string> {
  const pieces = text
    .split(/(\{[a-z][a-z0-9_]*(?:\.[a-z_]+)?\})/)
    .filter((piece) => piece !== '')
    .map(pieceOf);
  return pieces.some((piece) => piece.kind === 'fixed' && /[{}]/.test(piece.text))
    ? err('has a brace that belongs to no {parameter}')
    : ok(pieces);
}

/** A word that holds no place. */
export const isFixed = (template: Template): boolean => template.every(({ kind }) => kind === 'fixed');

/** Pieces as they are written. */
export const templateText = (pieces: Template): string =>
  pieces.map((piece) => (piece.kind === 'fixed' ? piece.text : placeText(piece))).join('');

/** A place as it is written: `{target.host}`. */
export const placeText = ({ name, part }: Piece & { readonly kind: 'param' }): string =>
  part === null ? `{${name}}` : `{${name}.${part}}`;

function pieceOf(text: string): Piece {
  const [, name, part = null] = /^\{([a-z][a-z0-9_]*)(?:\.([a-z_]+))?\}$/.exec(text) ?? [];
  return name === undefined ? { kind: 'fixed', text } : { kind: 'param', name, part };
}
