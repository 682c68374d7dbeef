import { setFlagsFromString } from 'node:v8';

/**
 * Keeps V8's young generation at the size that it has by now: left alone, a server's grows with whatever outlives a collection
 * to 128 MB that it does not give back. Call it once everything is loaded; from then on it costs no measurable time.
 *
 * A limit can only be set before a process starts, and clients start us by `node bin/bailiwick.js`; the factor by which it
 * grows is read each time: https://nodejs.org/api/v8.html#v8setflagsfromstringflags
 */
export function holdYoungGeneration(): void {
  setFlagsFromString('--semi-space-growth-factor=1');
}
