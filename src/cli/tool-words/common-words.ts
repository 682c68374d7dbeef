import { parseSetting, type CommonOptions } from '../common-options.ts';

interface Taken {
  readonly common: CommonOptions;
  /** What is left for the tool. */
  readonly words: readonly string[];
  readonly help: boolean;
  /** The texts of `--answer`. */
  readonly answers: readonly string[];
  /** The text of `--idempotency-key`. */
  readonly idempotencyKey: string | undefined;
}

/**
 * Takes bailiwick's own options out of the words after `run TOOL`, where people write them as well; `--` ends the search.
 * A flag that the program has too (nmap's -v) stays with the program: before TOOL it is ours.
 */
export function takeCommonWords(
  given: CommonOptions,
  allWords: readonly string[],
  flagsOfTool: readonly string[],
): Taken {
  let common = given;
  let help = false;
  let idempotencyKey: string | undefined;
  const words: string[] = [];
  const answers: string[] = [];
  const end = allWords.includes('--') ? allWords.indexOf('--') : allWords.length;
  for (let at = 0; at < end; at += 1) {
    const word = allWords[at] ?? '';
    const next = at + 1 < end ? allWords[at + 1] : undefined;
    if (flagsOfTool.includes(word)) words.push(word);
    else if (word === '--json') common = { ...common, json: true };
    else if (word === '--no-color') common = { ...common, colour: false };
    else if (word === '--help' || word === '-h') help = true;
    else if (word === '-q' || word === '--quiet') common = { ...common, quiet: true };
    else if (word === '-v' || word === '--verbose') common = { ...common, verbose: true };
    else if (word === '--answer' && next !== undefined) {
      answers.push(next);
      at += 1;
    } else if (word === '--idempotency-key' && next !== undefined) [idempotencyKey, at] = [next, at + 1];
    else if (word === '--config' && next !== undefined) [common, at] = [{ ...common, config: next }, at + 1];
    else if (word === '--set' && next !== undefined)
      [common, at] = [{ ...common, flags: [...common.flags, parseSetting(next)] }, at + 1];
    else words.push(word);
  }
  return { common, words: [...words, ...allWords.slice(end)], help, answers, idempotencyKey };
}
