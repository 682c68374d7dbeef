import { ok } from '../kernel/result.ts';
import type { Executor, Programs } from '../pipeline/ports.ts';

/** Finds and recognises the programs of tools. */
export const createPrograms = (executor: Executor): Programs => ({
  identify: async ({ program }) => {
    const located = program.kind === 'none' ? ok(program.name) : executor.locate(program);
    return located.ok ? ok({ path: located.value, version: null, raw: null }) : located;
  },
});
