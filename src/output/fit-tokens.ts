import { estimateTokens } from './estimate-tokens.ts';

/** Cuts the middle of a text to about `max` tokens: its rule and its place stand at the end of a message. */
export function fitTokens(text: string, max: number): string {
  if (text.length <= max * longestToken && estimateTokens(text) <= max) return text;
  const most = Math.min(text.length - 1, max * longestToken);
  return atMost(most, (length) => {
    const cut = withoutMiddle(text, length);
    return estimateTokens(cut) <= max ? cut : null;
  });
}

/** The first of these texts that come to about `max` tokens together; where not even one does, the ends of the first. */
export function fitTexts(texts: readonly string[], max: number): readonly string[] {
  const kept: string[] = [];
  let room = max;
  for (const text of texts) {
    room -= text.length > max * longestToken ? Infinity : estimateTokens(text) + 1;
    if (room < 0) break;
    kept.push(text);
  }
  const [first] = texts;
  return kept.length > 0 || first === undefined ? kept : [fitTokens(first, max)];
}

/** Characters that one token can stand for in a text that is worth its place. */
const longestToken = 6;

/** The result for the greatest length from 0 to `most` that has one; the empty text where none has. */
function atMost(most: number, tried: (length: number) => string | null): string {
  let best = '';
  let low = 0;
  let high = most;
  while (low <= high) {
    const middle = Math.floor((low + high) / 2);
    const found = tried(middle);
    if (found === null) high = middle - 1;
    else {
      best = found;
      low = middle + 1;
    }
  }
  return best;
}

function withoutMiddle(text: string, length: number): string {
  const tail = Math.floor(length / 3);
  return `${text.slice(0, length - tail)} … ${text.slice(text.length - tail)}`.toWellFormed();
}
