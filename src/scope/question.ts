import { ok, type Result } from '../kernel/result.ts';
import { readHostName } from './host-name.ts';
import { longestTarget } from './longest-target.ts';
import { parseTarget, type Target } from './target.ts';

/**
 * Reads what is looked up as data: a target, or a DNS name whose labels may start with an underscore, as those of services do
 * (`_ldap._tcp.lab.internal`). Nothing is ever sent to such a name.
 */
export function parseQuestion(text: string, field: string): Result<Target> {
  if (text.length > longestTarget || !text.includes('_')) return parseTarget(text, field);
  const bare = readHostName(text.replaceAll(/(^|\.)_/g, '$1'));
  if (bare.kind !== 'name' || text.split('.').some((label) => label.length > 63))
    return parseTarget(text, field);
  return ok({ kind: 'host', text: text.toLowerCase().replace(/\.$/, '') });
}
