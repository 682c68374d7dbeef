import { nearest } from '../kernel/nearest.ts';
import { getIn, isTree, type Path } from './tree.ts';

/** A tool that is configured under a name it does not have: switched off like this, it would stay on. */
export interface UnknownTool {
  readonly path: Path;
  readonly message: string;
  readonly suggestion: string | null;
}

/** Finds the names in `tools` that the catalogue does not have; without a catalogue every name may be one. */
export function unknownTools(
  tree: unknown,
  toolNames: readonly string[] | undefined,
): readonly UnknownTool[] {
  const tools = getIn(tree, ['tools']);
  if (toolNames === undefined || !isTree(tools)) return [];
  return Object.keys(tools)
    .filter((name) => !toolNames.includes(name))
    .map((name) => ({
      path: ['tools', name],
      message: 'there is no tool of this name',
      suggestion: nearest(name, toolNames),
    }));
}
