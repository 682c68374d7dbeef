import { configError, type ConfigError } from '../config/config-error.ts';
import type { ConfigFile } from '../config/file-layer.ts';
import { maxFileBytes } from '../config/max-file-bytes.ts';
import { besideConfig } from './places.ts';
import { fileAndTrouble } from './read-text-file.ts';
import { readTrustedFile } from './read-trusted-file.ts';

/** The definitions of tools that could be read, and what is wrong with those that could not. */
export interface DefinitionFiles {
  readonly files: readonly ConfigFile[];
  readonly errors: readonly ConfigError[];
}

/** Where a file that cannot be read is complained of: the setting that names it, by its position in the list. */
export type ComplainAt = (index: number, message: string) => ConfigError;

/**
 * Reads definition files; paths are relative to the folder of the configuration file, else to the working folder. Without a
 * place to complain at, the file itself is it.
 */
export function readDefinitionFiles(
  paths: readonly string[],
  configFile: string | null,
  complainAt: ComplainAt | null,
): DefinitionFiles {
  const files: ConfigFile[] = [];
  const errors: ConfigError[] = [];
  for (const [index, given] of paths.entries()) {
    const path = besideConfig(configFile, given);
    const text = readTrustedFile(path, maxFileBytes);
    if (text.ok) files.push({ path, text: text.value });
    else
      errors.push(
        complainAt?.(index, `is ${fileAndTrouble(path, text.error)}`) ??
          configError({ place: path, message: text.error }),
      );
  }
  return { files, errors };
}
