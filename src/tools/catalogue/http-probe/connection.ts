import type { ExitCodes } from '../../tool.ts';

/** How far a request came. */
export const connections = [
  'ok',
  'refused',
  'timeout',
  'closed',
  'tls_failed',
  'untrusted_certificate',
  'bad_response',
  'unfinished',
] as const;

export type Connection = (typeof connections)[number];

/** curl's exit codes that tell about the target; a target that is down is a result, and no broken curl. */
const told: ReadonlyMap<number, Connection> = new Map([
  [0, 'ok'],
  [1, 'bad_response'],
  [7, 'refused'],
  [8, 'bad_response'],
  [16, 'bad_response'],
  [18, 'closed'],
  [28, 'timeout'],
  [35, 'tls_failed'],
  [52, 'closed'],
  [55, 'closed'],
  [56, 'closed'],
  [60, 'untrusted_certificate'],
  // The body is longer than --max-filesize: the headers are there, which is what was asked for.
  [63, 'ok'],
  [91, 'tls_failed'],
  [92, 'bad_response'],
  [95, 'bad_response'],
]);

/** What an exit code tells of the target; null where it tells of curl. */
export const connectionOf = (code: number): Connection | null => told.get(code) ?? null;

/**
 * `broken` is a curl that cannot do its work: options or protocols it does not know, no memory, no certificates. It counts
 * 6 (a name was looked up) too, which pinning rules out.
 */
export const curlExits: ExitCodes = {
  ok: [...told.keys()],
  broken: [2, 3, 4, 5, 6, 27, 43, 48, 53, 58, 59, 66, 77],
};
