import { failure, type Failure } from '../kernel/failure.ts';
import { nearest } from '../kernel/nearest.ts';
import { quote } from '../kernel/quote.ts';
import type { Config } from './schema.ts';

/** Refuses watches that say too little to be made, or something that no tool can be called with. */
export function watchFailures(
  { watches }: Config,
  placeOf: (path: string) => string,
  toolNames: readonly string[],
): readonly Failure[] {
  return Object.entries(watches).flatMap(([name, { tool, arguments: given, every }]) => {
    const wrong = (key: string, what: string, way: string): Failure => {
      const field = `watches.${name}.${key}`;
      const rule = { text: 'a watch is a call and how often it is made', at: placeOf(field) };
      return failure('config.invalid', `${field}: ${what}.`, { field, rule, next: [way] });
    };
    const near = tool === undefined ? null : nearest(tool, toolNames);
    return [
      ...(tool === undefined
        ? [wrong('tool', 'is missing', 'Name a tool that looks at hosts, such as nmap.')]
        : []),
      ...(tool === undefined || toolNames.includes(tool)
        ? []
        : [
            wrong(
              'tool',
              `there is no tool ${quote(tool, 64)}`,
              near === null ? '`bailiwick tools` lists them.' : `Did you mean "${near}"?`,
            ),
          ]),
      ...(every === undefined ? [wrong('every', 'is missing', 'Give a duration such as 6h or 1d.')] : []),
      ...(given === undefined || isObject(given)
        ? []
        : [wrong('arguments', 'is no JSON object', `Write it as '{"target": "10.0.0.0/24"}'.`)]),
    ];
  });
}

function isObject(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value);
  } catch {
    return false;
  }
}
