import { codeFrame, type Excerpt } from './code-frame.ts';

/** One thing that is wrong with the configuration. */
export interface ConfigError {
  /** `file:line:col`, an environment name, a flag, or the path of a file that cannot be read. */
  readonly place: string;
  /** The setting, such as `scope.allow[2]`; null where the fault belongs to none. */
  readonly path: string | null;
  readonly message: string;
  /** What was probably meant. */
  readonly suggestion: string | null;
  /** The whole error for a terminal, with the line that it stands on. It ends without a newline. */
  readonly rendered: string;
}

export interface ErrorFacts {
  readonly place: string;
  readonly path?: string | null | undefined;
  readonly message: string;
  readonly suggestion?: string | null | undefined;
  readonly excerpt?: Excerpt | undefined;
}

/** Makes a configuration error. The caller keeps secrets out of the message; the excerpt hides them itself. */
export function configError(facts: ErrorFacts): ConfigError {
  const { place, path = null, message, suggestion = null, excerpt } = facts;
  const subject = path === null ? message : `${path}: ${message}`;
  const head = `error: ${subject}${suggestion === null ? '' : `; did you mean "${suggestion}"?`}`;
  const frame = excerpt === undefined ? [] : codeFrame(excerpt);
  return { place, path, message, suggestion, rendered: [head, `  --> ${place}`, ...frame].join('\n') };
}
