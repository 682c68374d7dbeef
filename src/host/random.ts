import { randomBytes } from 'node:crypto';
import type { RandomBytes } from '../kernel/ids.ts';

/** Bytes from the operating system's cryptographic source. */
export const systemRandom: RandomBytes = (count) => randomBytes(count);
