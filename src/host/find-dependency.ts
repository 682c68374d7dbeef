import { access, constants, stat } from 'node:fs/promises';
import { isBuiltin } from 'node:module';
import { dirname, isAbsolute, join } from 'node:path';

/**
 * Whether a program of that name lies on the search path, or a module of that name can be imported from here. Nothing is started
 * or loaded, and every file is asked for without stopping the server.
 */
export async function hasDependency(name: string, searchPath: readonly string[]): Promise<boolean> {
  if (isBuiltin(name)) return true;
  const programs = searchPath
    .filter((folder) => isAbsolute(folder))
    .map((folder) => isProgram(join(folder, name)));
  const modules = foldersAbove(import.meta.dirname).map((folder) =>
    isFile(join(folder, 'node_modules', name, 'package.json')),
  );
  return (await Promise.all([...programs, ...modules])).includes(true);
}

const isFile = (path: string): Promise<boolean> =>
  stat(path).then(
    (facts) => facts.isFile(),
    () => false,
  );

const isProgram = async (path: string): Promise<boolean> =>
  (await isFile(path)) &&
  (await access(path, constants.X_OK).then(
    () => true,
    () => false,
  ));

const foldersAbove = (folder: string): readonly string[] =>
  folder === dirname(folder) ? [folder] : [folder, ...foldersAbove(dirname(folder))];
