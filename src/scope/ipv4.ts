/**
 * Reads an IPv4 address: four decimal octets, no leading zeros, nothing else. Octal, hexadecimal, short and decimal forms are
 * null, because programs read them differently (`010.0.0.1` is 10.0.0.1 to one scanner and 8.0.0.1 to another).
 */
export function parseIpv4(text: string): number | null {
  let value = 0;
  let octet = -1;
  let dots = 0;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === dot) {
      if (octet < 0 || dots === 3) return null;
      value = value * 256 + octet;
      octet = -1;
      dots += 1;
      continue;
    }
    const digit = code - zero;
    if (digit < 0 || digit > 9 || octet === 0) return null;
    octet = octet < 0 ? digit : octet * 10 + digit;
    if (octet > 255) return null;
  }
  return dots === 3 && octet >= 0 ? value * 256 + octet : null;
}

/** Writes an IPv4 address in its one canonical form. */
export const formatIpv4 = (address: number): string =>
  `${(address >>> 24) & 255}.${(address >>> 16) & 255}.${(address >>> 8) & 255}.${address & 255}`;

const dot = 46;
const zero = 48;
