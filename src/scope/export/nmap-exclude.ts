import type { Reach } from './reach.ts';
import { remarks, type Origin } from './remarks.ts';

/** Everything of one family that is outside the scope, as a file for `nmap --excludefile`. */
export const toNmapExclude = (reach: Reach, origin: Origin, family: 4 | 6): string =>
  `${remarks(`exclusions for nmap, IPv${family}`, origin, reach, limits[family])}${(family === 4
    ? reach.outside.v4
    : reach.outside.v6
  )
    .map((block) => `${block}\n`)
    .join('')}`;

// nmap 7.93 takes an address of the other family for everything, so that nothing would be left to scan.
const limits = {
  4: ['Use it with nmap --excludefile, without -6; ports are not held.'],
  6: ['Use it with nmap -6 --excludefile; ports are not held.'],
};
