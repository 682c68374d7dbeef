import { quote } from '../../../kernel/quote.ts';
import { err, ok, type Result } from '../../../kernel/result.ts';
import { anyChar, charRange, classes, complement, oneChar, unite, type CharSet } from './char-set.ts';

/** A pattern, parsed. */
export type Node =
  | { readonly kind: 'set'; readonly set: CharSet }
  | { readonly kind: 'sequence'; readonly parts: readonly Node[] }
  | { readonly kind: 'choice'; readonly options: readonly Node[] }
  | { readonly kind: 'repeat'; readonly of: Node; readonly least: number; readonly most: number | null }
  /** `index` counts from 1; null where nothing is captured. */
  | { readonly kind: 'group'; readonly of: Node; readonly index: number | null }
  | { readonly kind: 'edge'; readonly at: 'start' | 'end' };

/** A parsed pattern and the names of its groups, in order; null for a group without one. */
export interface ParsedPattern {
  readonly node: Node;
  readonly groups: readonly (string | null)[];
}

/** The most characters of a pattern. */
export const longestPattern = 256;
/** The most that `{m,n}` may ask for. */
export const mostRepeats = 256;

/**
 * Parses the part of JavaScript's regular expressions that can be matched in linear time: literals, classes, groups, choices
 * and greedy repeats. There are no look-arounds, back-references, lazy repeats or flags. An error is a clause: `has …`.
 */
export function parsePattern(source: string): Result<ParsedPattern, string> {
  if (source.length > longestPattern) return err(`has more than ${longestPattern} characters`);
  const parser = new PatternParser(source);
  const node = parser.choice(0);
  if (parser.fault === null && parser.at < source.length) parser.fail('has a ")" without its "("');
  return parser.fault === null ? ok({ node, groups: parser.groups }) : err(parser.fault);
}

const deepest = 16;
const nothing: Node = { kind: 'sequence', parts: [] };

class PatternParser {
  readonly groups: (string | null)[] = [];
  readonly #source: string;
  at = 0;
  fault: string | null = null;

  constructor(source: string) {
    this.#source = source;
  }

  /** Notes the first fault and stops reading. */
  fail(fault: string): Node {
    this.fault ??= `${fault} at character ${this.at + 1}`;
    this.at = this.#source.length;
    return nothing;
  }

  choice(depth: number): Node {
    if (depth > deepest) return this.fail('nests too deeply');
    const options = [this.#sequence(depth)];
    while (this.#take('|')) options.push(this.#sequence(depth));
    const [only] = options;
    return options.length === 1 && only !== undefined ? only : { kind: 'choice', options };
  }

  #sequence(depth: number): Node {
    const parts: Node[] = [];
    while (this.at < this.#source.length && !/[|)]/.test(this.#peek())) parts.push(this.#repeated(depth));
    return { kind: 'sequence', parts };
  }

  #repeated(depth: number): Node {
    const of = this.#atom(depth);
    const [text, least, comma, most] =
      /^(?:[*+?]|\{([0-9]{1,3})(?:(,)([0-9]{1,3})?)?\})/.exec(this.#source.slice(this.at)) ?? [];
    if (text === undefined) return of;
    if (of.kind === 'edge') return this.fail('repeats an anchor');
    this.at += text.length;
    if (/[*+?{]/.test(this.#peek())) return this.fail('repeats a repeat, or is lazy, which is not supported');
    if (text === '*') return { kind: 'repeat', of, least: 0, most: null };
    if (text === '+') return { kind: 'repeat', of, least: 1, most: null };
    if (text === '?') return { kind: 'repeat', of, least: 0, most: 1 };
    const lo = Number(least);
    const hi = comma === undefined ? lo : most === undefined ? null : Number(most);
    if (lo > mostRepeats || (hi !== null && (hi < lo || hi > mostRepeats)))
      return this.fail(`has the repeat ${text}, which is not from 0 to ${mostRepeats}`);
    return { kind: 'repeat', of, least: lo, most: hi };
  }

  #atom(depth: number): Node {
    const character = this.#peek();
    if (character === '(') return this.#group(depth);
    if (character === '[') return this.#class();
    if (/[*+?{]/.test(character)) return this.fail(`has ${quote(character)} with nothing to repeat`);
    this.at += 1;
    if (character === '^') return { kind: 'edge', at: 'start' };
    if (character === '$') return { kind: 'edge', at: 'end' };
    if (character === '.') return { kind: 'set', set: anyChar };
    return { kind: 'set', set: character === '\\' ? this.#escaped() : oneChar(character) };
  }

  #group(depth: number): Node {
    const [opening = '(', name] = /^\((?:\?:|\?<([a-z][a-z0-9_]{0,31})>)?/.exec(
      this.#source.slice(this.at),
    ) ?? ['('];
    if (opening === '(' && this.#source[this.at + 1] === '?')
      return this.fail('has a group that is neither (…), (?:…) nor (?<name>…)');
    this.at += opening.length;
    const captures = opening !== '(?:';
    if (name !== undefined && this.groups.includes(name)) return this.fail(`names two groups ${quote(name)}`);
    const index = captures ? this.groups.push(name ?? null) : null;
    const of = this.choice(depth + 1);
    if (!this.#take(')')) return this.fail('has a "(" without its ")"');
    return { kind: 'group', of, index };
  }

  #class(): Node {
    this.at += 1;
    const negated = this.#take('^');
    const sets: CharSet[] = [];
    while (this.at < this.#source.length && this.#peek() !== ']') {
      const from = this.#member();
      const [lo] = from[0] ?? [0];
      const isRange =
        from.length === 1 && this.#peek() === '-' && !/^-(?:\]|$)/.test(this.#source.slice(this.at));
      if (!isRange) {
        sets.push(from);
        continue;
      }
      this.at += 1;
      const [hi] = this.#member()[0] ?? [0];
      if (hi < lo) return this.fail('has a range from a higher to a lower character');
      sets.push(charRange(lo, hi));
    }
    if (!this.#take(']')) return this.fail('has a "[" without its "]"');
    if (sets.length === 0) return this.fail('has an empty class');
    const set = unite(sets);
    return { kind: 'set', set: negated ? complement(set) : set };
  }

  #member(): CharSet {
    const character = this.#peek();
    this.at += 1;
    return character === '\\' ? this.#escaped() : oneChar(character);
  }

  #escaped(): CharSet {
    const character = this.#peek();
    this.at += 1;
    const set = classes.get(character);
    if (set !== undefined) return set;
    if (character === 't') return oneChar('\t');
    if (!/^[^A-Za-z0-9]$/.test(character)) this.fail(`has the unknown escape ${quote(`\\${character}`)}`);
    return oneChar(character === '' ? '\\' : character);
  }

  #peek(): string {
    return this.#source[this.at] ?? '';
  }

  #take(character: string): boolean {
    if (this.#peek() !== character) return false;
    this.at += 1;
    return true;
  }
}
