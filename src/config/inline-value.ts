/** Writes a value on one line, as JSON and YAML both read it: `["a", "b"]`. */
export const inlineValue = (value: unknown): string =>
  Array.isArray(value) ? `[${value.map(inlineValue).join(', ')}]` : JSON.stringify(value);
