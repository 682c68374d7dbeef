import { readdirSync, readFileSync } from 'node:fs';
import type { Tool } from '../src/tools/tool.ts';

/**
 * What a real program printed, as it lies in `fixtures/`: `<tool>-<what>.<extension>`, with `.exit9` before the extension where
 * it ended with 9, and with `.stderr` where it is that stream.
 */
export interface Recorded {
  readonly file: string;
  readonly stdout: string;
  readonly stderr: string;
  readonly returncode: number;
}

const folder = new URL('../src/tools/catalogue/fixtures/', import.meta.url);
const files = readdirSync(folder);

/** What the reader makes of a recorded output is pinned in this file, beside it. */
export const goldenOf = (file: string): string => new URL(`${file}.golden.json`, folder).pathname;

/** Every recorded output of a tool. */
export function recordedOf({ name }: Tool): readonly Recorded[] {
  return files
    .filter((file) => file.startsWith(`${name.replaceAll('_', '-')}-`) && !file.endsWith('.golden.json'))
    .map((file) => {
      const text = readFileSync(new URL(file, folder), 'utf8');
      const isStderr = file.includes('.stderr.');
      const returncode = Number(/\.exit(\d{1,3})\./.exec(file)?.[1] ?? 0);
      return { file, stdout: isStderr ? '' : text, stderr: isStderr ? text : '', returncode };
    });
}

/** What a program says of itself, recorded as `versions/<program>.txt`; null where it is not. */
export function recordedVersion(program: string): string | null {
  const file = `${program}.txt`;
  return recordedPrograms.includes(program)
    ? readFileSync(new URL(`versions/${file}`, folder), 'utf8')
    : null;
}

/** The programs whose versions are recorded. */
export const recordedPrograms: readonly string[] = readdirSync(new URL('versions/', folder)).map((file) =>
  file.replace(/\.txt$/, ''),
);
