import type { ConfigError } from '../../config/config-error.ts';
import type { ConfigFile } from '../../config/file-layer.ts';
import { quote } from '../../kernel/quote.ts';
import { examinationPolicy } from '../examination-policy.ts';
import { examine } from '../examine.ts';
import type { Tool } from '../tool.ts';
import { checkDefinition } from './check-definition.ts';
import { compileDefinition } from './compile-definition.ts';
import { readDefinition } from './read-definition.ts';

/** Tools that operators declare, and everything that is wrong with the files that declare them. */
export interface LoadedDefinitions {
  readonly tools: readonly Tool[];
  readonly errors: readonly ConfigError[];
}

/**
 * Makes tools of definition files. Each is checked and examined as every tool is; a name that is taken is refused. `unfit` says
 * why a program of the operator's own may not be run, as a clause, and null where it may.
 */
export function loadDefinitions(
  files: readonly ConfigFile[],
  taken: readonly string[],
  unfit: (program: Tool['program']) => string | null,
): LoadedDefinitions {
  const tools: Tool[] = [];
  const errors: ConfigError[] = [];
  const owners = new Map(taken.map((name) => [name, 'a tool that ships with bailiwick']));
  for (const file of files) {
    const read = readDefinition(file);
    if (!read.ok) {
      errors.push(...read.error);
      continue;
    }
    const { definition, errorAt } = read.value;
    const slips = checkDefinition(definition);
    const found = slips.map(errorAt);
    const owner = owners.get(definition.name);
    if (owner !== undefined)
      found.push(errorAt({ path: ['name'], message: `is the name of ${owner}; choose another` }));
    owners.set(definition.name, quote(file.path, 200));
    if (slips.length === 0) {
      const tool = compileDefinition(definition);
      const why = unfit(tool.program);
      if (why !== null) found.push(errorAt({ path: ['program'], message: why }));
      found.push(
        ...examine(tool, examinationPolicy()).map(({ about, message }) =>
          errorAt({ path: [about], message }),
        ),
      );
      if (found.length === 0) tools.push(tool);
    }
    errors.push(...found);
  }
  return { tools, errors };
}
