/** Shows a value inside a message: quoted, control and invisible characters escaped, cut after `max` characters. */
export function quote(value: string, max = 80): string {
  const shown = value.length > max ? `${value.slice(0, max)}…` : value;
  const escaped = JSON.stringify(shown).replaceAll(unprintable, (character) => {
    const code = character.codePointAt(0) ?? 0;
    return `\\u{${code.toString(16)}}`;
  });
  return value.length > max ? `${escaped} (${value.length} characters)` : escaped;
}

const unprintable = /[^\u0020-\u007e\u2026]/gu;
