import type { Pattern } from './pattern.ts';

/** A pattern of an operator where a `RegExp` is wanted: it matches in linear time. */
export class LinearRegExp extends RegExp {
  readonly #pattern: Pattern;

  constructor(pattern: Pattern) {
    super(pattern.source, 'm');
    this.#pattern = pattern;
  }

  /** The first match and its groups; one that took no part is the empty text. */
  override exec(text: string): RegExpExecArray | null {
    const found = this.#pattern.exec(text);
    if (found === null) return null;
    const [whole = '', ...groups] = found.map((group) => group ?? '');
    const match: [string, ...string[]] = [whole, ...groups];
    return Object.assign(match, { index: text.indexOf(whole), input: text });
  }
}
