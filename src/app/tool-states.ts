import type { Executor } from '../pipeline/ports.ts';
import type { ToolState } from './app.ts';
import type { Planner } from './planner.ts';

/** Reads which tools can be called here and now: a program that is installed later is found without a restart. */
export const toolStates =
  (planner: Planner, executor: Pick<Executor, 'locate'>) => (): readonly ToolState[] =>
    planner.catalogue.map((tool) => {
      const located = executor.locate(tool.program);
      const path = located.ok ? located.value : null;
      if (!planner.isEnabled(tool)) return { tool, state: 'disabled', path };
      return { tool, state: path === null ? 'missing' : 'ready', path };
    });
