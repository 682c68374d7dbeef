import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { catalogue } from '../../src/tools/catalogue.ts';
import type { Sandbox } from '../command-line.ts';
import { corpusConfig } from '../corpus/scope.ts';
import { pathOf } from '../installed.ts';

/** What a lab changes of the configuration of the corpus. */
export interface LabOptions {
  /** Changes the configuration, which is YAML. */
  readonly change?: (config: string) => string;
  /** The words of each word list by its path; one short list where it is absent. */
  readonly wordLists?: Readonly<Record<string, string>>;
  /** Writes every start of a program down before it happens; `startsOf` reads them. */
  readonly recordStarts?: boolean;
}

/** Writes the configuration of the corpus, for a lab that calls one host far more often than the budgets allow. */
export function writeLabConfig(
  sandbox: Sandbox,
  {
    change = (config) => config,
    wordLists = { 'common.txt': 'admin\nlogin\nweb\n' },
    recordStarts = false,
  }: LabOptions,
): void {
  const folder = join(sandbox.folder, 'word-lists');
  for (const [name, words] of Object.entries(wordLists)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), words);
  }
  const budgets = [
    'max_concurrent_per_target: 64',
    'max_calls_per_target_per_minute: 100000',
    'max_probes_per_target_per_hour: 1000000000',
  ];
  const found = recordStarts ? `  search_path: [${recorders(sandbox)}]\n` : '';
  const config = corpusConfig
    .replace('scope:\n', `scope:\n${budgets.map((line) => `  ${line}\n`).join('')}`)
    .replace(/word_list_folders: .*/, `word_list_folders: [${folder}]`);
  writeFileSync(sandbox.config, change(`${config}${found}`));
}

/** The command lines that were started so far. */
export const startsOf = (sandbox: Sandbox): readonly string[] =>
  existsSync(startsFile(sandbox)) ? readFileSync(startsFile(sandbox), 'utf8').trim().split('\n') : [];

const startsFile = ({ folder }: Sandbox): string => join(folder, 'starts');

/** A folder in which every program of the catalogue writes itself down and then is the real one. */
function recorders(sandbox: Sandbox): string {
  const folder = join(sandbox.folder, 'recorders');
  mkdirSync(folder);
  for (const { program } of catalogue) {
    const real = program.kind === 'system' ? pathOf(program.name) : null;
    if (real === null) continue;
    const script = `#!/bin/sh\necho "${program.name} $*" >> '${startsFile(sandbox)}'\nexec '${real}' "$@"\n`;
    writeFileSync(join(folder, program.name), script, { mode: 0o755 });
  }
  return folder;
}
