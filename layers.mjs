// The house: rooms in layers, lowest first. A room imports only rooms on lower lines; rooms on one line do not know each
// other; there are no cycles. The layer check, the generated picture and AGENTS.md all read this list.

/** @type {ReadonlyArray<ReadonlyArray<{ room: string, pure: boolean, purpose: string }>>} */
export const layers = [
  [
    {
      room: 'kernel',
      pure: true,
      purpose: 'words everyone shares: Result, the error table, brands, Clock, ids, run events',
    },
  ],
  [
    { room: 'config', pure: true, purpose: 'the configuration schema and all that follows from it' },
    {
      room: 'scope',
      pure: true,
      purpose: 'may this be touched, and now? addresses, names, URLs, ports, engagement → AuthorisedTarget',
    },
    { room: 'resilience', pure: true, purpose: 'breaker, bulkhead, deadline: state machines over Clock' },
    { room: 'output', pure: true, purpose: 'cap, decode, clean and summarise what a tool printed' },
  ],
  [
    { room: 'argv', pure: true, purpose: 'the only way to make an Arg, and the grammar of extra arguments' },
    { room: 'inventory', pure: true, purpose: 'what runs saw of hosts: merged, and compared' },
  ],
  [{ room: 'tools', pure: true, purpose: 'defineTool, the catalogue, and tools that operators declare' }],
  [{ room: 'pipeline', pure: false, purpose: 'startRun: the one path of a call, over ports alone' }],
  [
    {
      room: 'exec',
      pure: false,
      purpose: 'the launcher process, the box around a program, its output, and its end',
    },
    {
      room: 'store',
      pure: false,
      purpose:
        'what is remembered: runs, what they left, and the audit chain; in SQLite or PostgreSQL, in a thread of its own',
    },
    {
      room: 'host',
      pure: false,
      purpose: 'config files, named files, keys, logger, metrics registry, clock, DNS',
    },
  ],
  [{ room: 'app', pure: false, purpose: 'createApp: the composition root, its lifecycle and health' }],
  [
    { room: 'mcp', pure: false, purpose: 'App → MCP tools; knows nothing of processes or policy' },
    {
      room: 'http',
      pure: false,
      purpose: '/mcp, /metrics and health over node:http; host and origin checks',
    },
  ],
  [{ room: 'cli', pure: false, purpose: 'main and one file per command' }],
];

/** Rooms that may import Node's effectful modules. */
export const effectRooms = ['exec', 'store', 'host', 'http', 'cli'];

/** Node modules that cause effects: processes, files, sockets. */
export const effectModules = [
  'child_process',
  'fs',
  'http',
  'https',
  'net',
  'dgram',
  'tls',
  'dns',
  'sqlite',
  'worker_threads',
  'cluster',
];
