import { vouch } from '../kernel/brand.ts';
import { err, ok, type Result } from '../kernel/result.ts';
import { formatFirst, parseAddress } from './address.ts';
import type { AuthorisedTarget, TargetFacts } from './authorised-target.ts';
import { withDeniedAddresses } from './denied-addresses.ts';
import { draftTarget, type DraftTarget } from './draft-target.ts';
import type { Answers, Endpoint } from './endpoint.ts';
import type { Interval } from './interval.ts';
import { judgeInterval } from './judge-interval.ts';
import { refusal } from './refusal.ts';
import { reverseName } from './reverse-name.ts';
import type { Scope } from './scope.ts';
import { writeUrl, type WebAddress } from './url.ts';

/**
 * The only maker of an `AuthorisedTarget`. It judges the endpoint from its text, trusting no earlier decision; for a host
 * name every answer must be in scope, because a program may be led to any of them, and the first one is pinned. The addresses
 * that `answers` hold for denied names are denied like the names.
 */
export function authorise(scope: Scope, endpoint: Endpoint, answers: Answers): Result<AuthorisedTarget> {
  const known = withDeniedAddresses(scope, answers);
  if (!known.ok) return err(refusal(known.error, endpoint.field));
  const draft = draftTarget(known.value, endpoint);
  if (!draft.ok) return draft;
  if (endpoint.role === 'query') return ok(vouch<AuthorisedTarget>(queryFacts(draft.value)));
  const { target } = draft.value;
  if (target.kind === 'host') return pinned(known.value, draft.value, answers.get(target.text) ?? []);
  if (draft.value.web !== null)
    return ok(vouch<AuthorisedTarget>(webFacts(draft.value, draft.value.web, target.interval, [])));
  return ok(
    vouch<AuthorisedTarget>({
      ...commonFacts(draft.value),
      text: target.text,
      kind: target.kind,
      interval: target.interval,
    }),
  );
}

function pinned(scope: Scope, draft: DraftTarget, answers: readonly string[]): Result<AuthorisedTarget> {
  const name = draft.target.text;
  const addresses: Interval[] = [];
  for (const answer of answers) {
    const address = parseAddress(answer);
    if (address === null)
      return err(unresolved(draft, `${name} has an answer that is not a plain IPv4 or IPv6 address`));
    const judged = judgeInterval(scope, address, `${name}, which resolves to ${formatFirst(address)},`);
    if (!judged.ok) return err(refusal(judged.error, draft.endpoint.field, 'meanwhile'));
    addresses.push(address);
  }
  const [first] = addresses;
  if (first === undefined) return err(unresolved(draft, `${name} has no known address`));
  const written = addresses.map(formatFirst);
  if (draft.web !== null) return ok(vouch<AuthorisedTarget>(webFacts(draft, draft.web, first, written)));
  return ok(
    vouch<AuthorisedTarget>({
      ...commonFacts(draft),
      text: formatFirst(first),
      kind: 'host',
      interval: first,
      answers: written,
    }),
  );
}

/** A web address whose packets go to one judged address. */
function webFacts(
  draft: DraftTarget,
  web: WebAddress,
  interval: Interval,
  answers: readonly string[],
): TargetFacts {
  const address = formatFirst(interval);
  const { scheme, port, path } = web;
  const named = writeUrl(web, draft.target.text);
  // Brackets, as everywhere but in a host's own text: an IPv6 answer stands in an authority.
  const pinnedForm = writeUrl(web, interval.family === 6 ? `[${address}]` : address);
  return {
    ...commonFacts(draft),
    asked: named,
    text: pinnedForm,
    kind: 'url',
    interval,
    answers,
    url: { scheme, host: draft.target.text, address, port, path, named, pinned: pinnedForm },
  };
}

function queryFacts(draft: DraftTarget): TargetFacts {
  const { target } = draft;
  const text = target.kind === 'host' ? target.text : reverseName(target.interval);
  return { ...commonFacts(draft), text, kind: 'name', interval: null };
}

const commonFacts = (
  draft: DraftTarget,
): Pick<TargetFacts, 'field' | 'asked' | 'answers' | 'hosts' | 'rule' | 'url'> => ({
  field: draft.endpoint.field,
  asked: draft.target.text,
  answers: [],
  hosts: draft.hosts,
  rule: draft.rule,
  url: null,
});

const unresolved = (draft: DraftTarget, why: string): ReturnType<typeof refusal> =>
  refusal(
    {
      code: 'scope.unresolved',
      why,
      rule: draft.rule,
      next: [`Check the name ${draft.target.text}, or give an address inside the scope.`],
    },
    draft.endpoint.field,
  );
