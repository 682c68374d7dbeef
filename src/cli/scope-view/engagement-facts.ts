import type { SignatureState } from '../../app/check-signature.ts';
import { formatUtc } from '../../scope/engagement-moment.ts';
import { standingOf } from '../../scope/engagement-standing.ts';
import type { CompiledEngagement } from '../../scope/engagement.ts';

/** An engagement as commands show it, at one moment; what the operator has not written is null. */
export interface EngagementFacts {
  readonly id: string | null;
  readonly authorised_by: string | null;
  readonly ticket: string | null;
  readonly contact: string | null;
  /** UTC. */
  readonly not_before: string | null;
  /** The first moment that is over, UTC. */
  readonly not_after: string | null;
  readonly windows: readonly string[];
  readonly open: boolean;
  /** Seconds; null where it is closed, or where nothing closes it within three weeks. */
  readonly closes_in_sec: number | null;
  /** Seconds; null where it is open, or never opens again. */
  readonly opens_in_sec: number | null;
  /** `open until …`, `closed until …` or `over since …`. */
  readonly now: string;
  readonly signature: string;
}

/** Gathers what there is to say of an engagement at a moment. */
export function engagementFacts(
  engagement: CompiledEngagement,
  signature: SignatureState,
  wallMs: number,
): EngagementFacts {
  const admitted = engagement.admits(wallMs);
  const closesInMs = admitted.ok ? admitted.value.closesInMs : null;
  return {
    id: engagement.id,
    authorised_by: written(engagement.authorisedBy),
    ticket: written(engagement.ticket),
    contact: written(engagement.contact),
    not_before: engagement.notBefore === null ? null : formatUtc(engagement.notBefore),
    not_after: engagement.notAfter === null ? null : formatUtc(engagement.notAfter),
    windows: engagement.windows,
    open: admitted.ok,
    closes_in_sec: closesInMs === null ? null : Math.floor(closesInMs / 1000),
    opens_in_sec: admitted.ok ? null : admitted.error.retryAfterSec,
    now: standingOf(engagement, wallMs).words,
    signature: signature.kind === 'valid' ? `valid, key ${signature.keyId}` : 'none is asked for',
  };
}

/** The facts as names and texts, without those that nobody has written. */
export function writtenFacts(facts: EngagementFacts): readonly (readonly [name: string, fact: string])[] {
  const { id, authorised_by, ticket, contact, not_before, not_after, windows, now, signature } = facts;
  const list = windows.length === 0 ? null : windows.join(', ');
  const rows = { id, authorised_by, ticket, contact, not_before, not_after, windows: list, now, signature };
  return Object.entries(rows).flatMap(([name, fact]) => (fact === null ? [] : [[name, fact] as const]));
}

/** The facts in one line. */
export function engagementLine({
  id,
  authorised_by,
  ticket,
  not_after,
  now,
  signature,
}: EngagementFacts): string {
  const parts = [
    id ?? 'none is named',
    authorised_by === null ? null : `authorised by ${authorised_by}`,
    ticket === null ? null : `ticket ${ticket}`,
    not_after === null ? null : `ends ${not_after}`,
    now,
    signature.startsWith('valid') ? 'signed' : 'not signed',
  ];
  return parts.filter((part) => part !== null).join(' · ');
}

const written = (text: string): string | null => (text === '' ? null : text);
