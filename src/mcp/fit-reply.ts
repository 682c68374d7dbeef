import type { CallResult, Shortened } from '../kernel/call-result.ts';
import { estimateTokens } from '../output/estimate-tokens.ts';
import { renderResult } from '../output/render-result.ts';
import { longestList, shortenLists } from '../output/shorten-lists.ts';
import { fitEnvelope } from './fit-envelope.ts';

/** A result in both forms in which clients show it to a model; each holds the facts of the other. */
export interface Reply {
  readonly text: string;
  readonly structured: CallResult;
}

/** What either form may come to; tokens are estimated, a tenth under the budget of 1,500. */
export const replyBudget = { characters: 8000, tokens: 1350 } as const;

/**
 * Cuts a result to what a model can be expected to read: the longest lists lose their last entries first, alike at every depth,
 * and it says how many. `fence` is a word of this reply alone. The command line, the audit log and whoever stores results have them whole.
 */
export function fitReply(result: CallResult, fence: string): Reply {
  for (const outputTokens of shownOfOutput) {
    const envelope = fitEnvelope(result, outputTokens);
    for (const characters of shownOfTexts) {
      const reply = withMostEntries(envelope, fence, result.result, characters);
      if (reply !== null) return reply;
    }
  }
  return replyOf(withResult(fitEnvelope(result, 0), {}, [{ path: 'result', shown: 0, of: 1 }]), fence);
}

/** Tokens of each stream that a program printed, and characters of a field: as much as leaves room for something to be found. */
const shownOfOutput = [450, 200, 60, 0];
const shownOfTexts = [200, 60];

/** With more entries no list could fit: each costs two tokens at least. */
const mostEntries = replyBudget.tokens / 2;

function withMostEntries(
  envelope: CallResult,
  fence: string,
  found: unknown,
  characters: number,
): Reply | null {
  const tried = (entries: number): Reply | null => {
    const { value, shortened } = shortenLists(found, 'result', { entries, characters });
    const structured = withResult(envelope, value, shortened);
    if (!fits(JSON.stringify(structured))) return null;
    const reply = replyOf(structured, fence);
    return fits(reply.text) ? reply : null;
  };
  let high = Math.min(longestList(found), mostEntries);
  let best = tried(high);
  if (best !== null) return best;
  let low = 1;
  high -= 1;
  while (low <= high) {
    const middle = Math.floor((low + high) / 2);
    const reply = tried(middle);
    if (reply === null) high = middle - 1;
    else {
      best = reply;
      low = middle + 1;
    }
  }
  return best;
}

function withResult(envelope: CallResult, found: unknown, losses: readonly Shortened[]): CallResult {
  if (losses.length === 0) return { ...envelope, result: found };
  const { metadata } = envelope;
  const next = envelope.error === null ? [...metadata.next, narrower] : metadata.next;
  // Paths are few, since a result has few lists; a result that is none of ours may have any number.
  return { ...envelope, result: found, metadata: { ...metadata, next, shortened: losses.slice(0, 8) } };
}

const narrower = 'Entries are missing here: ask for fewer hosts, ports or records in one call to see them.';

/** The text is not cut by itself: what is too long for it is too long for both forms. */
const replyOf = (structured: CallResult, fence: string): Reply => ({
  text: renderResult(structured, fence, Infinity),
  structured,
});

const fits = (form: string): boolean =>
  form.length <= replyBudget.characters && estimateTokens(form, 'any') <= replyBudget.tokens;
