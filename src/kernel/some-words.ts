/** The words that a message names: a dozen at most, and how many more there are. The schema has them all. */
export const someWords = (words: readonly string[]): string =>
  words.length <= most
    ? words.join(', ')
    : `${words.slice(0, most).join(', ')} and ${words.length - most} more`;

const most = 12;
