/** A port that a tool found open, with the rest of what it says about it. */
export type OpenPort = Readonly<Record<string, unknown>> & { readonly port: number };

/** Every `{port, state: "open"}` in a result, at any depth: the tools shape their results each in its own way. */
export function openPortsOf(result: unknown): readonly OpenPort[] {
  if (typeof result !== 'object' || result === null) return [];
  if (isOpenPort(result)) return [result];
  return Object.values(result).flatMap(openPortsOf);
}

const isOpenPort = (value: object): value is OpenPort =>
  'port' in value && typeof value.port === 'number' && 'state' in value && value.state === 'open';
