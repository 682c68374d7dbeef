import { closeSync, constants, openSync, accessSync, readSync } from 'node:fs';
import type { StartFrame } from '../launcher/frames.ts';
import { limitWords, type RunLimits } from './limit-words.ts';

/**
 * The same order with its limits before it. One that cannot be executed is left as it is: then the system itself says why,
 * where prlimit would end with an exit code that programs have too.
 */
export const limitedOrder = (order: StartFrame, prlimit: string, limits: RunLimits): StartFrame =>
  isExecutable(order.path)
    ? { ...order, path: prlimit, argv: [...limitWords(limits), order.path, ...order.argv] }
    : order;

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    const interpreter = interpreterOf(path);
    if (interpreter !== null) accessSync(interpreter, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** The interpreter that a script names, or null for what is none. A program that may be executed only says nothing. */
function interpreterOf(path: string): string | null {
  const start = startOf(path);
  return /^#![ \t]*([^ \t\n]+)/.exec(start)?.[1] ?? null;
}

function startOf(path: string): string {
  const buffer = Buffer.alloc(mostOfLine);
  let descriptor: number | null = null;
  try {
    descriptor = openSync(path, 'r');
    return buffer.toString('latin1', 0, readSync(descriptor, buffer, 0, buffer.length, 0));
  } catch {
    return '';
  } finally {
    if (descriptor !== null) closeSync(descriptor);
  }
}

/** As much of a script's first line as Linux reads. */
const mostOfLine = 256;
