/** The part of the configuration that switches tools on and off. */
export interface Selection {
  readonly include: readonly string[];
  readonly exclude: readonly string[];
  readonly enabled: (tool: string) => boolean | undefined;
}

/** Whether a tool is switched on: its own `enabled` decides, else the patterns do, and exclusion wins. */
export function isSelected(tool: string, { include, exclude, enabled }: Selection): boolean {
  const own = enabled(tool);
  if (own !== undefined) return own;
  const matches = (pattern: string): boolean => matchesGlob(pattern, tool);
  return include.some(matches) && !exclude.some(matches);
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
