/** When a changed leaf takes effect: at the reload, or when the server is started again. */
export type ReloadClass = 'live' | 'restart';

/** Sections and leaves that a running server cannot change: what it listens on, where its records are, whom it lets in. */
const fixed: readonly string[] = [
  'version',
  'server',
  'database',
  'auth',
  'metrics',
  'sandbox',
  // Who may widen the scope without a restart is not for the file to say that does it.
  'reload',
  'tool.definitions',
  'tool.search_path',
];

/** The class of a leaf by its path, such as `server.port`. */
export const reloadClassOf = (path: string): ReloadClass =>
  fixed.some((one) => path === one || path.startsWith(`${one}.`)) ? 'restart' : 'live';
