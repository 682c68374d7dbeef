/** When a changed leaf takes effect: at the reload, or when the server is started again. */
export type ReloadClass = 'live' | 'restart';

/** Sections and leaves that a running server cannot change: what it listens on, and where its records are. */
const fixed: readonly string[] = [
  'version',
  'server',
  'database',
  'metrics',
  'sandbox',
  // Who may widen the scope without a restart is not for the file to say that does it.
  'reload',
  'audit.key_file',
  'tool.definitions',
  'tool.search_path',
];

/** Leaves of those sections that are asked anew each time. */
const asked: ReadonlySet<string> = new Set([
  'metrics.collection_interval',
  'server.shutdown_grace_period',
  'server.drain_delay_sec',
  'server.inline_wait_sec',
  'server.inline_wait_by_client',
]);

/** The class of a leaf by its path, such as `server.port`. */
export const reloadClassOf = (path: string): ReloadClass =>
  !asked.has(path) && fixed.some((one) => path === one || path.startsWith(`${one}.`)) ? 'restart' : 'live';
