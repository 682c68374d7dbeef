import { jsonBytes } from './json-bytes.ts';

/** Begins a budget of bytes of JSON: the function tells whether a list's next value still fits, and then spends it. */
export function createJsonBudget(bytes: number): (value: unknown) => boolean {
  let room = bytes;
  return (value) => {
    const cost = jsonBytes(value) + 1;
    if (cost > room) return false;
    room -= cost;
    return true;
  };
}
