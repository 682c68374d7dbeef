import { nearest } from '../kernel/nearest.ts';
import { quote } from '../kernel/quote.ts';
import { err, ok, type Result } from '../kernel/result.ts';
import { readHostName } from './host-name.ts';
import type { Interval } from './interval.ts';
import { namedSets } from './named-set.ts';
import { parseTarget, readTarget } from './target.ts';

/** One entry of `allow` or `deny`, read: networks, or a rule for names. */
export type ScopeEntry =
  | { readonly kind: 'networks'; readonly networks: readonly Network[] }
  | { readonly kind: 'names'; readonly suffix: boolean; readonly name: string };

/** A network of an entry. */
export interface Network {
  /** As written; for a named set also the network that it stands for here. */
  readonly text: string;
  readonly interval: Interval;
}

/** Reads an entry of a scope; an error is a sentence without its subject. */
export function readScopeEntry(entry: string): Result<ScopeEntry, string> {
  const set = namedSets.get(entry);
  if (set !== undefined)
    return ok({ kind: 'networks', networks: set.flatMap((text) => networkOf(text, `${entry} (${text})`)) });
  const suffix = /^\*?\.(.+)$/.exec(entry);
  if (suffix !== null) return suffixRule(entry, suffix[1] ?? '');
  const target = parseTarget(entry, 'entry');
  if (!target.ok) return err(slip(entry, target.error.message, target.error.next));
  if (target.value.kind === 'host') {
    const meant = entry.includes('.') ? null : nearest(entry, namedSets.keys());
    if (meant !== null) return err(`${quote(entry)} is no named set; did you mean ${quote(meant)}?`);
    return ok({ kind: 'names', suffix: false, name: target.value.text });
  }
  return ok({ kind: 'networks', networks: [{ text: entry, interval: target.value.interval }] });
}

function suffixRule(entry: string, text: string): Result<ScopeEntry, string> {
  const name = readHostName(text);
  if (name.kind !== 'name') return err(`${quote(entry)} is not a wildcard of the form *.lab.internal`);
  return ok({ kind: 'names', suffix: true, name: name.name });
}

function networkOf(text: string, shown: string): readonly Network[] {
  const target = readTarget(text);
  return target === null || target.kind === 'host' ? [] : [{ text: shown, interval: target.interval }];
}

function slip(entry: string, message: string, next: readonly string[]): string {
  if (entry.includes('*')) return `${quote(entry)} is not a wildcard of the form *.lab.internal`;
  const hint = next.length > 1 ? ` ${next[0] ?? ''}` : '';
  return `${message.replace(/^entry /, '').replace(' is not a target:', ' is not a network or a name:')}${hint}`;
}
