/** What can be logged: one name for each kind of line, so that a reader can search for it, and what it says. */
export const logEvents = {
  'server.start': 'A server has been put together: version, process and configuration.',
  'server.listening': 'It takes requests over HTTP, and where.',
  'connection.dropped': 'A connection was closed at once, since server.max_connections were open.',
  'server.drain': 'It takes no new calls and ends the running ones.',
  'server.stop': 'Nothing runs any more; the last line of an orderly end.',
  'server.crash': 'A bug has ended the process: its trace.',
  'control.asked': 'An operator has asked this server for something, by a command.',
  'control.none': 'Commands cannot reach this server, and why.',
  'process.warning': 'The runtime warns, of a deprecated function for example.',
  'run.queued': 'A call waits for a place; level debug.',
  'run.started': 'The program of a call has been started; level debug.',
  'run.progress': 'How far a call has come; level trace.',
  'tool.call': 'A call has ended, was refused or only planned: exactly one line for each.',
  'run.interrupted': 'A run of a server that was killed: its records end here.',
  'prune.done': 'Runs and outputs that were too old, or too much, were removed: how many.',
  'prune.failed': 'Old runs and outputs could not be removed.',
  'audit.failed': 'A record could not be written.',
  'audit.checkpoint': 'A signed head of the audit log: an anchor for `audit verify --anchor`.',
  'audit.unsigned': 'A checkpoint of the audit log could not be signed or kept, and why; records go on.',
  'announcement.failed': 'Somebody who is to be told of a run before it sends packets could not be, and why.',
  'artifact.failed': 'A long output could not be kept in a file.',
  'internal.error': 'A bug that cost one call or one health check: its trace.',
  'config.reloaded': 'Another configuration is in force: what has changed, and what waits for a restart.',
  'config.refused': 'A changed configuration was not taken, and why; the one before stays in force.',
  'breaker.changed': 'A breaker has another state, and why.',
  'health.changed': 'A health check has another status.',
  'log.suppressed':
    'So many lines of one event were held back as a flood, and no later one of them has told so.',
  'log.dropped': 'So many lines were lost before this one, since nobody read them or the disk was full.',
} as const satisfies Readonly<Record<string, string>>;

export type LogEvent = keyof typeof logEvents;
