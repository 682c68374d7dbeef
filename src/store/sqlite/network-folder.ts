import { statfsSync } from 'node:fs';

/**
 * Whether a folder lies on a file system of another machine, by its number in Linux's statfs(2): SQLite's locks and its shared memory do
 * not work there (sqlite.org/wal.html), and a log that two machines write would break.
 */
export function isOnNetwork(
  folder: string,
  typeOf = (path: string): number => statfsSync(path).type,
): boolean {
  // The numbers are of 32 bits; some systems hand them out with a sign.
  return process.platform === 'linux' && networkTypes.has(typeOf(folder) >>> 0);
}

const networkTypes: ReadonlySet<number> = new Set([
  // NFS, CIFS, SMB, SMB 2 and later, AFS, Ceph, 9P.
  0x6969, 0xff534d42, 0x517b, 0xfe534d42, 0x5346414f, 0x00c36400, 0x01021997,
]);
