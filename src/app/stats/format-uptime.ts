/** Whole seconds for people: `1 d 2 h 3 min 4 s`, from the largest unit that is not 0. */
export function formatUptime(seconds: number): string {
  let left = Math.max(0, Math.floor(seconds));
  const parts: string[] = [];
  for (const [unit, size] of units) {
    const count = Math.floor(left / size);
    left %= size;
    if (count > 0 || parts.length > 0 || unit === 's') parts.push(`${count} ${unit}`);
  }
  return parts.join(' ');
}

const units = [
  ['d', 86_400],
  ['h', 3600],
  ['min', 60],
  ['s', 1],
] as const;
