/** The longest host name, without its trailing dot (RFC 1035 §2.3.4, RFC 1123 §2.1). */
export const longestHostName = 253;

/** What a text says as a host name: the name in lower case without its trailing dot, or why it is none. */
export type HostNameReading =
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'too_long' }
  | { readonly kind: 'bad_label'; readonly label: string }
  /** The last label is a number: by the WHATWG rule such a name is an IPv4 address to some programs. */
  | { readonly kind: 'numeric' };

/** Reads a host name: ASCII letters, digits and hyphens in labels of 1–63, 253 in all; one trailing dot is dropped. */
export function readHostName(text: string): HostNameReading {
  const name = text.endsWith('.') ? text.slice(0, -1) : text;
  if (name.length > longestHostName) return { kind: 'too_long' };
  const labels = name.split('.');
  const bad = labels.find((label) => !ldhLabel.test(label));
  if (bad !== undefined) return { kind: 'bad_label', label: bad };
  return numericLabel.test(labels.at(-1) ?? '')
    ? { kind: 'numeric' }
    : { kind: 'name', name: name.toLowerCase() };
}

const ldhLabel = /^[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?$/;
const numericLabel = /^(?:[0-9]+|0[xX][0-9A-Fa-f]*)$/;
