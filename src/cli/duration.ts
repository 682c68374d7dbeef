import { InvalidArgumentError } from '@commander-js/extra-typings';

/** Reads a duration such as `90s`, `10m`, `2h` or `7d`, in seconds; a bare number is seconds. */
export function durationSec(text: string): number {
  const [, number = '', unit = 's'] = /^([1-9]\d{0,8})([smhd]?)$/.exec(text) ?? [];
  const seconds = Number(number) * (secondsIn.get(unit === '' ? 's' : unit) ?? 0);
  if (number !== '' && seconds <= longest) return seconds;
  throw new InvalidArgumentError('It takes a duration such as 90s, 10m, 2h or 7d, a year at most.');
}

const secondsIn: ReadonlyMap<string, number> = new Map([
  ['s', 1],
  ['m', 60],
  ['h', 3600],
  ['d', 86_400],
]);
const longest = 31_536_000;
