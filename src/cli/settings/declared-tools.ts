import type { ConfigError } from '../../config/config-error.ts';
import { whyUnfit } from '../../exec/own-program.ts';
import { readDefinitionFiles, type ComplainAt } from '../../host/tool-definitions.ts';
import { catalogue } from '../../tools/catalogue.ts';
import { loadDefinitions } from '../../tools/declared/load-definitions.ts';
import type { Tool } from '../../tools/tool.ts';

/** The tools that definition files declare, and everything that is wrong with those files. */
export interface DeclaredTools {
  readonly tools: readonly Tool[];
  readonly errors: readonly ConfigError[];
  /** The texts of the files, in order. */
  readonly texts: readonly string[];
}

/** Reads, checks and examines definition files; `configFile` is what their paths are relative to, and null for `tools check`. */
export function readDeclaredTools(
  paths: readonly string[],
  configFile: string | null,
  complainAt: ComplainAt | null,
): DeclaredTools {
  const { files, errors } = readDefinitionFiles(paths, configFile, complainAt);
  const taken = catalogue.map(({ name }) => name);
  const loaded = loadDefinitions(files, taken, (program) =>
    program.kind === 'own' ? whyUnfit(program) : null,
  );
  return {
    tools: loaded.tools,
    errors: [...errors, ...loaded.errors],
    texts: files.map(({ text }) => text),
  };
}
