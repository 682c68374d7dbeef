import type { SignatureState } from '../../app/check-signature.ts';
import type { CompiledEngagement } from '../../scope/engagement.ts';
import { engagementFacts, engagementLine } from '../scope-view/engagement-facts.ts';
import type { Diagnosis } from './diagnosis.ts';

/**
 * Says whether calls may be made now, and warns a week before that ends; nothing works once it is over. A signature that did not
 * fit would have ended the doctor.
 */
export function checkEngagement(
  engagement: CompiledEngagement,
  signature: SignatureState,
  wallMs: number,
): Diagnosis {
  const name = 'engagement';
  const facts = engagementFacts(engagement, signature, wallMs);
  const message = engagementLine(facts);
  const renew = `have a person with authority renew it${facts.contact === null ? '' : `: ${facts.contact}`}`;
  const left = engagement.notAfter === null ? Infinity : engagement.notAfter - wallMs;
  const endsSoon = left > 0 && left <= weekMs;
  const told = endsSoon ? `${message} · it ends in ${duration(left / 1000)}` : message;
  if (facts.open)
    return endsSoon
      ? { name, status: 'warn', message: told, fix: renew }
      : { name, status: 'ok', message: told };
  if (facts.opens_in_sec === null) return { name, status: 'broken', message: told, fix: renew };
  const wait = `wait ${duration(facts.opens_in_sec)}; until then every call is refused`;
  return { name, status: 'warn', message: told, fix: endsSoon ? `${wait}; and ${renew}` : wait };
}

const weekMs = 7 * 86_400_000;

/** Two units are enough for a person to plan by. */
function duration(seconds: number): string {
  const minutes = Math.ceil(seconds / 60);
  if (minutes < 60) return `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  return hours < 24 ? `${hours} h ${minutes % 60} min` : `${Math.floor(hours / 24)} d ${hours % 24} h`;
}
