import { InvalidArgumentError } from '@commander-js/extra-typings';

/** Reads the value of an option as a whole number from `lo` to `hi`. */
export const wholeNumber =
  (lo: number, hi: number) =>
  (text: string): number => {
    const value = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
    if (value >= lo && value <= hi) return value;
    throw new InvalidArgumentError(`It takes a whole number from ${lo} to ${hi}.`);
  };
