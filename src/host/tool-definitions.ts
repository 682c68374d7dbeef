import { configError, type ConfigError } from '../config/config-error.ts';
import { maxFileBytes, type ConfigFile } from '../config/file-layer.ts';
import { besideConfig } from './places.ts';
import { readTrustedFile } from './read-trusted-file.ts';

/** The definitions of tools that could be read, and what is wrong with those that could not. */
export interface DefinitionFiles {
  readonly files: readonly ConfigFile[];
  readonly errors: readonly ConfigError[];
}

/** Reads definition files; paths are relative to the folder of the configuration file, else to the working folder. */
export function readDefinitionFiles(paths: readonly string[], configFile: string | null): DefinitionFiles {
  const files: ConfigFile[] = [];
  const errors: ConfigError[] = [];
  for (const given of paths) {
    const path = besideConfig(configFile, given);
    const text = readTrustedFile(path, maxFileBytes);
    if (text.ok) files.push({ path, text: text.value });
    else errors.push(configError({ place: path, message: text.error }));
  }
  return { files, errors };
}
