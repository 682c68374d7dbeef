import { accessSync, constants, lstatSync, readlinkSync, statSync, type Stats } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { quote } from '../kernel/quote.ts';

/**
 * Why somebody beside root and our own user could change what a path leads to, as a clause with the command that mends it; null
 * where nobody could. Who writes a file that bailiwick decides by, a folder above it or a link on the way, decides in its place.
 * What is not there is exposed to nobody: reading it fails.
 */
export function exposureOf(path: string): string | null {
  try {
    return walk(resolve(path), trustedHere());
  } catch {
    return null;
  }
}

/** Who may write. */
interface Trusted {
  readonly us: number;
  /** Root, we, and who owns the root folder: it is root, also where a namespace of users shows it as somebody else. */
  readonly users: readonly number[];
  readonly groups: readonly number[];
}

/**
 * Of groups, root's may write, and our own where it is private to us: many systems give every user such a group, with the number
 * of the user, and a umask of 002. A checkout is group-writable there, and only its owner is in the group.
 */
function trustedHere(): Trusted {
  const us = process.geteuid?.() ?? 0;
  return {
    us,
    users: [0, us, statSync('/').uid],
    groups: process.getegid?.() === us ? [0, us] : [0],
  };
}

/** Goes the way that the kernel goes: every folder and every link on it is looked at, not only those of the resolved path. */
function walk(path: string, trusted: Trusted): string | null {
  const waiting = path.split('/');
  let at = '/';
  for (let name = waiting.shift(), left = mostSteps; name !== undefined; name = waiting.shift(), left -= 1) {
    if (left === 0) return 'is reached by too many links';
    at = name === '..' ? dirname(at) : join(at, name);
    const facts = lstatSync(at);
    const exposed = exposedBy(at, facts, trusted);
    if (exposed !== null && !isReadOnly(at)) return `may be changed by others: ${exposed}`;
    if (facts.isSymbolicLink()) {
      const target = readlinkSync(at);
      waiting.unshift(...target.split('/'));
      at = target.startsWith('/') ? '/' : dirname(at);
    }
  }
  return null;
}

function exposedBy(path: string, facts: Stats, { us, users, groups }: Trusted): string | null {
  const { uid, gid, mode } = facts;
  const named = quote(path, 120);
  // A link has no mode of its own: where only its folder's owner could have put it, it is as good as the folder.
  if (facts.isSymbolicLink() && !isSticky(lstatSync(dirname(path)))) return null;
  if (!users.includes(uid))
    return `${named} belongs to user ${uid}, who is neither root nor the user of bailiwick; run chown ${us} ${named}`;
  // In a sticky folder, such as /tmp, nobody can rename what is not theirs; what is taken from it is looked at next.
  if (facts.isSymbolicLink() || isSticky(facts)) return null;
  const byGroup = (mode & groupWrites) !== 0 && !groups.includes(gid);
  const byOthers = (mode & othersWrite) !== 0;
  if (!byGroup && !byOthers) return null;
  const bits = `${byGroup ? 'g' : ''}${byOthers ? 'o' : ''}`;
  const who = byOthers ? 'every user' : `group ${gid}`;
  const octal = (mode & 0o7777).toString(8).padStart(4, '0');
  return `${named} has mode ${octal}, which lets ${who} write; run chmod ${bits}-w ${named}`;
}

const isSticky = (facts: Stats): boolean => facts.isDirectory() && (facts.mode & sticky) !== 0;

/** True on a file system that is mounted read-only, as configurations are in many containers: modes let nobody write there. */
function isReadOnly(path: string): boolean {
  try {
    accessSync(path, constants.W_OK);
    return false;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EROFS';
  }
}

const groupWrites = 0o020;
const othersWrite = 0o002;
const sticky = 0o1000;
/** The kernel follows 40 links; a path has fewer than 4,096 parts. */
const mostSteps = 8_192;
