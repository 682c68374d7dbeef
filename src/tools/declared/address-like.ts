/**
 * Whether a program could take a text of ASCII letters, digits, dots and hyphens for IPv4 addresses: as inet_aton reads them (one
 * to four numbers, decimal, octal or hexadecimal, the last of which fills what is left) or as scanners do (`10.0.0.1-9`).
 *
 * Numbers below 2^24 are counts and ports: as addresses they lie in 0.0.0.0/8, where no machine is but, at 0.0.0.0, this one. For two numbers the text
 * cannot tell: `1.5` is seconds or a version to people and 1.0.0.5 to inet_aton. A digit with one or two behind the dot passes
 * where a value of an option is meant, since half of all programs take such a one, but not where `isTarget` says that a program
 * would look for targets; `127.1` and `10.1` never do.
 */
export function isAddressLike(text: string, isTarget = false): boolean {
  if (/^[0-9.-]+$/.test(text) && text.includes('-'))
    return text.split('.').length > 2 || text.split('-').some((part) => isAddressLike(part, isTarget));
  const numbers = text.replace(/\.$/, '').split('.');
  const [first = '', ...others] = numbers;
  if (numbers.length > 4 || !numbers.every((number) => /^(?:[0-9]+|0x[0-9a-f]*)$/i.test(number)))
    return false;
  // 0, 0.0 and 0x0 are this machine.
  if (isTarget && numbers.every((number) => Number(number) === 0)) return true;
  if (others.length === 0) return Number(first) >= firstAddress;
  if (/^0\.[0-9]{1,7}$/.test(text)) return false;
  return others.length > 1 || isTarget || !/^[1-9]\.[0-9]{1,2}$/.test(text);
}

/** The first number that is the address of a machine, 1.0.0.0. */
const firstAddress = 2 ** 24;
