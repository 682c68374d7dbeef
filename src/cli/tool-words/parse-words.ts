import { failure } from '../../kernel/failure.ts';
import { err, ok, type Result } from '../../kernel/result.ts';
import type { Tool } from '../../tools/tool.ts';
import { chooseTarget, type LooseWord } from './choose-target.ts';
import { parametersOf, type Parameter } from './parameters.ts';
import { readMapEntries } from './read-map-entries.ts';
import { readWord, type Vocabulary } from './read-word.ts';

/** Reads what a person typed after `run TOOL` as the input of that tool. The tool itself judges it afterwards. */
export function parseWords(tool: Words, words: readonly string[]): Result<Readonly<Record<string, unknown>>> {
  const vocabulary = vocabularyOf(tool, words);
  const end = words.includes('--') ? words.indexOf('--') : words.length;
  const typed = new Map<string, unknown>();
  const loose: LooseWord[] = [];
  let afterExtra = false;
  for (let at = 0; at < end; at += 1) {
    const word = words[at] ?? '';
    const reading = readWord(word, at + 1 < end ? words[at + 1] : undefined, vocabulary);
    switch (reading.kind) {
      case 'value':
        typed.set(reading.parameter.name, valueOf(reading.parameter, reading.text, typed));
        if (reading.usedNext) at += 1;
        break;
      case 'off':
        typed.set(reading.parameter.name, false);
        break;
      case 'server':
        typed.set('server', reading.text);
        break;
      case 'loose':
        loose.push({ text: word, extra: reading.extra, afterExtra });
        break;
      case 'slip':
        return usage(reading.message, reading.flag, reading.next);
    }
    afterExtra = reading.kind === 'loose' && reading.open;
  }
  return assemble(typed, loose, words.slice(end + 1));
}

type Words = Pick<Tool, 'inputSchema' | 'extraArgs' | 'flagMeanings'>;

const vocabularyOf = (
  { inputSchema, extraArgs, flagMeanings }: Words,
  words: readonly string[],
): Vocabulary => ({
  parameters: parametersOf(inputSchema),
  extraArgs,
  standIns: flagMeanings.filter(
    ({ accepted, beside }) => !accepted && (beside === null || words.includes(beside)),
  ),
});

function assemble(
  typed: Map<string, unknown>,
  loose: readonly LooseWord[],
  afterDashes: readonly string[],
): Result<Readonly<Record<string, unknown>>> {
  const chosen = chooseTarget(loose, typed.has('target'));
  if (!chosen.ok) return chosen;
  const extraArgs = [...chosen.value.extraArgs, ...afterDashes];
  if (extraArgs.length > 0 && typed.has('extra_args')) {
    return usage(
      '--extra-args and loose flags cannot both be given; choose one.',
      '--extra-args',
      'Put the loose flags into --extra-args, or leave it out.',
    );
  }
  return ok({
    ...Object.fromEntries(typed),
    ...(chosen.value.target === null ? {} : { target: chosen.value.target }),
    ...(extraArgs.length === 0 ? {} : { extra_args: extraArgs }),
  });
}

function valueOf(parameter: Parameter, text: string, typed: ReadonlyMap<string, unknown>): unknown {
  const before = typed.get(parameter.name);
  switch (parameter.kind) {
    case 'switch':
      return text === 'true' ? true : text === 'false' ? false : text;
    case 'number':
      return /^-?\d{1,15}$/.test(text) ? Number(text) : text;
    case 'list':
      return [...listOf(before), ...text.split(',')];
    case 'map':
      return readMapEntries(text, before);
    case 'text':
      return text;
  }
}

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

const usage = (message: string, field: string, next: string): Result<never> =>
  err(failure('input.invalid', message, { field, next: [next] }));
