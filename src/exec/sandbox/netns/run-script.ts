/** Runs a root shell script with these words as `$1` …, started by the launcher: nothing is forked from the server. */
export type RunScript = (script: string, words: readonly string[]) => Promise<ScriptEnd>;

/** How a script ended. */
export interface ScriptEnd {
  /** The exit code; null where it was stopped, killed, or never started. */
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Why a script failed, as a clause: the last it said, which is what it says of itself after the programs in it. */
export function complaintOf({ code, stderr }: ScriptEnd): string {
  const lines = stderr.split('\n').filter(Boolean);
  const [last, first] = [lines.at(-1), lines[0]];
  if (last === undefined)
    return `it ended with ${code === null ? 'no code' : `code ${code}`} and said nothing`;
  return last === first || first === undefined ? last : `${last}: ${first.slice(0, 200)}`;
}
