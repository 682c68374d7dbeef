/** The variable by which every process of a run is found, however it left its group. */
export const runMark = 'BAILIWICK_RUN_ID';

/**
 * The whole environment of a program, built from nothing: tools read credentials, proxies, presets and start-up files
 * from theirs, so nothing of ours may reach it.
 */
export const childEnvironment = (run: {
  readonly runId: string;
  readonly searchPath: string;
  readonly folder: string;
  /** Further variables with the folder's path; they take the place of none below. */
  readonly folderEnv: readonly string[];
}): Readonly<Record<string, string>> => ({
  ...Object.fromEntries(run.folderEnv.map((name) => [name, run.folder])),
  [runMark]: run.runId,
  PATH: run.searchPath,
  HOME: run.folder,
  TMPDIR: run.folder,
  LANG: 'C.UTF-8',
  LC_ALL: 'C.UTF-8',
  TERM: 'dumb',
  NO_COLOR: '1',
});
