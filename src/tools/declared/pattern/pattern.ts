import { err, ok, type Result } from '../../../kernel/result.ts';
import { unite, type CharSet } from './char-set.ts';
import { parsePattern, type Node } from './parse-pattern.ts';
import { compileSteps, firstChars, mostSteps, runSteps } from './pattern-program.ts';

/** A pattern that an operator wrote. Matching takes linear time, so neither a slip of theirs nor a hostile text hangs us. */
export interface Pattern {
  /** As it is written: a regular expression to JavaScript and to JSON Schema too. */
  readonly source: string;
  /** How many steps a character can cost. */
  readonly steps: number;
  /** The names of its groups, in order; null for a group without one. */
  readonly groups: readonly (string | null)[];
  /** Every character that a text of it can hold. */
  readonly alphabet: CharSet;
  /** Every character that one can begin with. */
  readonly firsts: CharSet;
  /** Whether `^` or `$` stands in it. */
  readonly anchored: boolean;
  /** Whether all of the text matches. */
  readonly fits: (text: string) => boolean;
  /** The first match in the text and its groups, as `RegExp.exec` with the flag `m` gives them; null where there is none. */
  readonly exec: (text: string) => readonly (string | undefined)[] | null;
}

/** Reads a pattern; an error is a clause such as `has a "(" without its ")" at character 4`. */
export function readPattern(source: string): Result<Pattern, string> {
  const parsed = parsePattern(source);
  if (!parsed.ok) return parsed;
  const { node, groups } = parsed.value;
  const steps = compileSteps(node);
  if (steps === null) return err(`is larger than ${mostSteps} steps; use smaller repeats`);
  const slotCount = (groups.length + 1) * 2;
  return ok({
    source,
    steps: steps.length,
    groups,
    alphabet: unite(setsOf(node)),
    firsts: firstChars(steps),
    anchored: hasEdge(node),
    fits: (text) => runSteps(steps, text, true, slotCount) !== null,
    exec: (text) => {
      const slots = runSteps(steps, text, false, slotCount);
      if (slots === null) return null;
      return Array.from({ length: groups.length + 1 }, (_, group) => {
        const [from = -1, to = -1] = slots.slice(group * 2, group * 2 + 2);
        return from === -1 || to === -1 ? undefined : text.slice(from, to);
      });
    },
  });
}

const childrenOf = (node: Node): readonly Node[] => {
  switch (node.kind) {
    case 'sequence':
      return node.parts;
    case 'choice':
      return node.options;
    case 'repeat':
    case 'group':
      return [node.of];
    case 'set':
    case 'edge':
      return [];
  }
};

const setsOf = (node: Node): readonly CharSet[] =>
  node.kind === 'set' ? [node.set] : childrenOf(node).flatMap(setsOf);

const hasEdge = (node: Node): boolean => node.kind === 'edge' || childrenOf(node).some(hasEdge);
