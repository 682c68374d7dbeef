import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The entry file of a program that ships with this package, absolute, or null; Node runs it. */
export const bundledEntry = (name: string): string | null => entries.get(name) ?? null;

/** The folder of everything that a bundled program is made of; none of it is secret. */
export const bundledRoot = fileURLToPath(new URL('..', import.meta.url)).replace(/\/$/, '');

const entryOf = (file: string): string =>
  fileURLToPath(new URL(`./programs/${file}${extname(import.meta.url)}`, import.meta.url));

const entries: ReadonlyMap<string, string> = new Map([['port-check', entryOf('port-check')]]);
