import { configSchema } from '../src/config/schema.ts';
import { createLocate } from '../src/exec/locate.ts';

// A test that is about a real program is left out where the program is missing, and its name says so. They are looked for
// where every server of the tests looks for them.
const locate = createLocate(configSchema.parse({ version: 1 }).tool.search_path);

/** The path of an installed program, or null. */
export function pathOf(name: string): string | null {
  const located = locate({ kind: 'system', name });
  return located.ok ? located.value : null;
}

export const hasNmap = pathOf('nmap') !== null;
export const hasDig = pathOf('dig') !== null;
