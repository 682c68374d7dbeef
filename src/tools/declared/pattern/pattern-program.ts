import { holds, unite, type CharSet } from './char-set.ts';
import type { Node } from './parse-pattern.ts';

/** A step of a compiled pattern; what does not jump goes on with the next one. */
export type Step =
  | { readonly kind: 'set'; readonly set: CharSet }
  /** Tries `first`, and where that leads nowhere, `second`. */
  | { readonly kind: 'fork'; readonly first: number; readonly second: number }
  | { readonly kind: 'jump'; readonly to: number }
  | { readonly kind: 'save'; readonly slot: number }
  | { readonly kind: 'edge'; readonly at: 'start' | 'end' }
  | { readonly kind: 'match' };

/** The most steps of a pattern: what bounds the cost of every character of a text. */
export const mostSteps = 1024;

/** Compiles a pattern; null where it has too many steps. */
export function compileSteps(node: Node): readonly Step[] | null {
  const steps: Step[] = [];
  emit(node, steps);
  steps.push({ kind: 'match' });
  return steps.length > mostSteps ? null : steps;
}

function emit(node: Node, steps: Step[]): void {
  // Repeats of repeats would write more than anyone reads: enough is enough.
  if (steps.length > mostSteps) return;
  switch (node.kind) {
    case 'set':
      steps.push({ kind: 'set', set: node.set });
      return;
    case 'edge':
      steps.push({ kind: 'edge', at: node.at });
      return;
    case 'sequence':
      for (const part of node.parts) emit(part, steps);
      return;
    case 'group':
      if (node.index !== null) steps.push({ kind: 'save', slot: node.index * 2 });
      emit(node.of, steps);
      if (node.index !== null) steps.push({ kind: 'save', slot: node.index * 2 + 1 });
      return;
    case 'choice':
      emitChoice(node.options, steps);
      return;
    case 'repeat':
      emitRepeat(node, steps);
  }
}

function emitChoice(options: readonly Node[], steps: Step[]): void {
  const [option, ...others] = options;
  if (option === undefined) return;
  if (others.length === 0) {
    emit(option, steps);
    return;
  }
  const fork = steps.push({ kind: 'match' }) - 1;
  emit(option, steps);
  const jump = steps.push({ kind: 'match' }) - 1;
  steps[fork] = { kind: 'fork', first: fork + 1, second: steps.length };
  emitChoice(others, steps);
  steps[jump] = { kind: 'jump', to: steps.length };
}

function emitRepeat({ of, least, most }: Node & { readonly kind: 'repeat' }, steps: Step[]): void {
  for (let count = 0; count < least && steps.length <= mostSteps; count += 1) emit(of, steps);
  if (most === null) {
    const fork = steps.push({ kind: 'match' }) - 1;
    emit(of, steps);
    steps.push({ kind: 'jump', to: fork });
    steps[fork] = { kind: 'fork', first: fork + 1, second: steps.length };
    return;
  }
  const forks: number[] = [];
  for (let count = least; count < most && steps.length <= mostSteps; count += 1) {
    forks.push(steps.push({ kind: 'match' }) - 1);
    emit(of, steps);
  }
  for (const fork of forks) steps[fork] = { kind: 'fork', first: fork + 1, second: steps.length };
}

/** Every character that a match can begin with. */
export function firstChars(steps: readonly Step[]): CharSet {
  const threads: Thread[] = [];
  // Both sides of the empty text are the ends of a line, so every anchor lets through what it ever lets through.
  follow(
    steps,
    '',
    { step: 0, slots: begun(0, steps.length + 2) },
    0,
    new Int32Array(steps.length).fill(-1),
    threads,
  );
  return unite(
    threads.flatMap(({ step }) => {
      const here = steps[step];
      return here?.kind === 'set' ? [here.set] : [];
    }),
  );
}

/** Where the groups of a match begin and end: slot 2n is where group n begins, slot 2n+1 where it ends; -1 for unmatched. */
export type Slots = readonly number[];

/**
 * Runs a pattern over a text, all its ways at once (Thompson's construction): the time is the length of the text times the
 * steps of the pattern at most, whoever wrote either. `whole` asks for a match of all of the text; null where there is none.
 */
export function runSteps(
  steps: readonly Step[],
  text: string,
  whole: boolean,
  slotCount: number,
): Slots | null {
  const seen = new Int32Array(steps.length).fill(-1);
  let threads: Thread[] = [];
  let found: Slots | null = null;
  for (let at = 0; at <= text.length; at += 1) {
    if (found === null && (!whole || at === 0)) {
      follow(steps, text, { step: 0, slots: begun(at, slotCount) }, at, seen, threads);
    }
    if (threads.length === 0 && (whole || found !== null)) break;
    const code = text.charCodeAt(at);
    const next: Thread[] = [];
    for (const { step, slots } of threads) {
      const { kind, ...rest } = steps[step] ?? { kind: 'match' };
      if (kind === 'match') {
        if (whole && at < text.length) continue;
        found = slots.with(1, at);
        // What comes after it is less wanted.
        break;
      }
      if ('set' in rest && holds(rest.set, code))
        follow(steps, text, { step: step + 1, slots }, at + 1, seen, next);
    }
    threads = next;
  }
  return found;
}

interface Thread {
  readonly step: number;
  readonly slots: Slots;
}

const begun = (at: number, slotCount: number): Slots => {
  const slots = Array<number>(slotCount).fill(-1);
  slots[0] = at;
  return slots;
};

/** Follows all steps that take no character. A step that was reached at this place before is wanted less the second time. */
function follow(
  steps: readonly Step[],
  text: string,
  start: Thread,
  at: number,
  seen: Int32Array,
  into: Thread[],
): void {
  const stack: Thread[] = [start];
  for (let thread = stack.pop(); thread !== undefined; thread = stack.pop()) {
    const { step, slots } = thread;
    const here = steps[step];
    if (here === undefined || seen[step] === at) continue;
    seen[step] = at;
    switch (here.kind) {
      case 'set':
      case 'match':
        into.push(thread);
        break;
      case 'jump':
        stack.push({ step: here.to, slots });
        break;
      case 'fork':
        stack.push({ step: here.second, slots }, { step: here.first, slots });
        break;
      case 'save':
        stack.push({ step: step + 1, slots: slots.with(here.slot, at) });
        break;
      case 'edge':
        if (isEdge(text, at, here.at)) stack.push({ step: step + 1, slots });
    }
  }
}

/** `^` and `$` stand for the ends of lines. */
const isEdge = (text: string, at: number, edge: 'start' | 'end'): boolean =>
  edge === 'start' ? at === 0 || text[at - 1] === '\n' : at === text.length || text[at] === '\n';
