/** Runs a root shell script with these words as `$1` …, started by the launcher: nothing is forked from the server. */
export type RunScript = (script: string, words: readonly string[]) => Promise<ScriptEnd>;

/** How a script ended. */
export interface ScriptEnd {
  /** The exit code; null where it was stopped, killed, or never started. */
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}
