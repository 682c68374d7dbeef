import type { Diagnosis } from './diagnosis.ts';

/** The oldest major version of Node that bailiwick runs on; package.json says the same. */
export const oldestNode = 24;

/** Judges a version such as `v24.21.0`. */
export function checkNode(version: string): Diagnosis {
  const major = Number(/^v(\d+)\./.exec(version)?.[1]);
  return major >= oldestNode
    ? { name: 'node', status: 'ok', message: version }
    : {
        name: 'node',
        status: 'broken',
        message: `${version} is too old`,
        fix: `install Node.js ${oldestNode} or newer`,
      };
}
