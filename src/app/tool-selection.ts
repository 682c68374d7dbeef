/** The part of the configuration that switches tools on and off. */
export interface Selection {
  readonly include: readonly string[];
  readonly exclude: readonly string[];
  readonly enabled: (tool: string) => boolean | undefined;
}

/** The setting that switches a tool off, and its value. */
export interface SwitchedOff {
  readonly path: string;
  readonly value: string;
}

/** What switches a tool off, or null: its own `enabled` decides, else the patterns do, and exclusion wins. */
export function switchedOff(tool: string, { include, exclude, enabled }: Selection): SwitchedOff | null {
  const own = enabled(tool);
  if (own !== undefined) return own ? null : { path: `tools.${tool}.enabled`, value: 'false' };
  const matches = (pattern: string): boolean => matchesGlob(pattern, tool);
  const at = exclude.findIndex(matches);
  if (at !== -1) return { path: `tool.exclude_patterns[${at}]`, value: exclude[at] ?? '' };
  if (include.some(matches)) return null;
  return { path: 'tool.include_patterns', value: include.join(', ') };
}

/** `*` stands for any characters, `?` for one, everything else for itself. The operator writes patterns, nobody else. */
export function matchesGlob(pattern: string, name: string): boolean {
  const source = pattern.replaceAll(/[^\w]/g, (character) => glob.get(character) ?? `\\u{${hex(character)}}`);
  return new RegExp(`^${source}$`, 'su').test(name);
}

const glob = new Map([
  ['*', '.*'],
  ['?', '.'],
]);

const hex = (character: string): string => (character.codePointAt(0) ?? 0).toString(16);
