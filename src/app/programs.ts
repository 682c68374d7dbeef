import { fileMark } from '../host/file-mark.ts';
import type { Clock } from '../kernel/clock.ts';
import { ok, type Result } from '../kernel/result.ts';
import type { Identified, Programs } from '../pipeline/ports.ts';
import type { Tool } from '../tools/tool.ts';
import { identifyProgram, type Lookout, type Sighting } from './identify-program.ts';

/** Finds and recognises the programs of tools, and remembers what it saw. */
export interface ProgramBook extends Programs {
  /** The absolute path of a tool's program, or a `tool.missing` failure; null where the tool starts nothing. */
  readonly locate: (tool: Tool) => Result<string | null>;
  /** What was seen of it and still holds; null where it was not looked at yet. Nothing is started. */
  readonly seen: (tool: Tool) => Result<Identified> | null;
}

/**
 * Makes an empty book. A program is looked at once for as long as its file stays as it is, however many ask at the same
 * time; what was not clear is forgotten after half a minute, and looked at again when somebody asks.
 */
export function createPrograms(lookout: Lookout, clock: Clock): ProgramBook {
  const entries = new Map<string, Entry>();

  const locate = ({ program }: Tool): Result<string | null> =>
    program.kind === 'none' ? ok(null) : lookout.executor.locate(program);

  const ourselves = ({ program }: Tool): Result<Identified> =>
    ok({ path: program.name, version: lookout.version, raw: null });

  const entryOf = (tool: Tool, path: string): Entry | null => {
    const entry = entries.get(tool.name);
    if (entry === undefined || entry.path !== path || entry.mark !== fileMark(path)) return null;
    const { sighting } = entry;
    if (sighting === null || sighting.lasting) return entry;
    return clock.monotonicMs() - entry.since < unclearMs ? entry : null;
  };

  const look = (tool: Tool, path: string): Entry => {
    const entry: Entry = {
      path,
      mark: fileMark(path),
      since: clock.monotonicMs(),
      sighting: null,
      looking: identifyProgram(lookout, tool, path).then(
        (sighting) => {
          entry.sighting = sighting;
          entry.since = clock.monotonicMs();
          return sighting;
        },
        (bug: unknown) => {
          entries.delete(tool.name);
          throw bug;
        },
      ),
    };
    entries.set(tool.name, entry);
    return entry;
  };

  return {
    locate,
    identify: async (tool) => {
      const located = locate(tool);
      if (!located.ok) return located;
      const path = located.value;
      if (path === null) return ourselves(tool);
      const { looking } = entryOf(tool, path) ?? look(tool, path);
      return (await looking).identified;
    },
    seen: (tool) => {
      const located = locate(tool);
      if (!located.ok) return located;
      const path = located.value;
      if (path === null) return ourselves(tool);
      return entryOf(tool, path)?.sighting?.identified ?? null;
    },
  };
}

/** A look at the program at `path`, begun while its file had this mark. */
interface Entry {
  readonly path: string;
  readonly mark: string | null;
  readonly looking: Promise<Sighting>;
  sighting: Sighting | null;
  /** When it was begun, and then when it ended: monotonic, ms. */
  since: number;
}

const unclearMs = 30_000;
