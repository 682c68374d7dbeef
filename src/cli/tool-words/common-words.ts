import { parseSetting, type CommonOptions } from '../common-options.ts';

interface Taken {
  readonly common: CommonOptions;
  /** What is left for the tool. */
  readonly words: readonly string[];
  readonly help: boolean;
}

/** Takes the common options out of the words after `run TOOL`, where people write them as well; `--` ends the search. */
export function takeCommonWords(given: CommonOptions, allWords: readonly string[]): Taken {
  let common = given;
  let help = false;
  const words: string[] = [];
  const end = allWords.includes('--') ? allWords.indexOf('--') : allWords.length;
  for (let at = 0; at < end; at += 1) {
    const word = allWords[at] ?? '';
    const next = at + 1 < end ? allWords[at + 1] : undefined;
    if (word === '--json') common = { ...common, json: true };
    else if (word === '--no-color') common = { ...common, colour: false };
    else if (word === '--help') help = true;
    else if (word === '--config' && next !== undefined) [common, at] = [{ ...common, config: next }, at + 1];
    else if (word === '--set' && next !== undefined)
      [common, at] = [{ ...common, flags: [...common.flags, parseSetting(next)] }, at + 1];
    else words.push(word);
  }
  return { common, words: [...words, ...allWords.slice(end)], help };
}
