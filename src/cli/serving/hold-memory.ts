import { setFlagsFromString } from 'node:v8';

/**
 * Keeps V8's memory near what a server needs: left alone, its young generation grows with whatever outlives a collection to 128 MB,
 * and its old one to twice what is alive, and neither is given back. From here on the young generation stays as large as it is by
 * then (of a server 2 MB, for what starts it has seen to that before anything is loaded), and the old one is collected when a fifth
 * has come to it.
 *
 * Limits can only be set before a process starts, and clients start us by `node bin/bailiwick.js`; the factors by which both grow
 * are read each time: https://nodejs.org/api/v8.html#v8setflagsfromstringflags
 */
export function holdMemory(): void {
  setFlagsFromString('--semi-space-growth-factor=1');
  setFlagsFromString('--heap-growing-percent=20');
}
