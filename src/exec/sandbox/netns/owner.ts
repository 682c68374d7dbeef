import { readFileSync, readlinkSync } from 'node:fs';

/**
 * Who this process is, beyond its number, which another one has some day: its id, when it started (clock ticks since the
 * machine did), and the namespace in which the id holds.
 */
export function ownerHere(): string {
  const stat = readFileSync('/proc/self/stat', 'latin1');
  // Its name stands in brackets, and may hold anything.
  const start = stat.slice(stat.lastIndexOf(') ') + 2).split(' ')[19] ?? '';
  const space = readlinkSync('/proc/self/ns/pid').replaceAll(/\D/g, '');
  return `${process.pid} ${start} ${space}`;
}
