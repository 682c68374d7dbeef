import type { Diagnosis } from './diagnosis.ts';

/** Judges the user that tools will run as; `uid` is undefined where the system has none. */
export function checkRights(uid: number | undefined): Diagnosis {
  return uid === 0
    ? {
        name: 'rights',
        status: 'warn',
        message: 'bailiwick runs as root, and so do the tools that it starts',
        fix: 'start it as a user of its own; TCP connect scans need no rights at all',
      }
    : {
        name: 'rights',
        status: 'ok',
        message: 'an ordinary user; where raw sockets work all the same, it is said with the tool',
      };
}
