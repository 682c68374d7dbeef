import { failure } from '../kernel/failure.ts';
import type { RuleRef } from '../kernel/failure.ts';
import { err, ok, type Result } from '../kernel/result.ts';
import { authorisePorts } from './authorise-ports.ts';
import type { Endpoint } from './endpoint.ts';
import { sizeOf } from './interval.ts';
import { judgeInterval } from './judge-interval.ts';
import { judgeName, judgeNamesBelow } from './judge-name.ts';
import { parsePorts } from './ports.ts';
import { parseQuestion } from './question.ts';
import { refusal, type Objection } from './refusal.ts';
import type { Scope } from './scope.ts';
import { parseTarget, type AddressTarget, type Target } from './target.ts';
import { parseUrl, writeUrl, type WebAddress } from './url.ts';

/** An endpoint that is parsed and judged as far as that goes without asking DNS. It proves nothing: `authorise` judges anew. */
export interface DraftTarget {
  readonly endpoint: Endpoint;
  readonly target: Target;
  /** The caller's words in canonical form; a web address with its name. */
  readonly asked: string;
  /** The web address whose host `target` is, or null. */
  readonly web: WebAddress | null;
  /** The rule that allows it so far. */
  readonly rule: RuleRef;
  /** The host name whose addresses must be known before it can be authorised, or null. */
  readonly resolve: string | null;
  /** How many addresses it will touch: 1 for a host name, 0 for a query. */
  readonly hosts: number;
}

/** Parses and judges an endpoint without DNS: everything that can be refused before a packet is, is refused here. */
export function draftTarget(scope: Scope, endpoint: Endpoint): Result<DraftTarget> {
  const { role, field } = endpoint;
  const web = role === 'url' ? readWeb(scope, endpoint) : ok(null);
  if (!web.ok) return web;
  const parsed = web.value === null ? readPlain(endpoint) : ok(web.value.host);
  if (!parsed.ok) return parsed;
  const target = parsed.value;
  if (role !== 'host' && target.kind !== 'host' && target.kind !== 'address')
    return err(single(target, field));
  const judged = judgeParsed(scope, target, endpoint);
  if (!judged.ok) return err(refusal(judged.error, field));
  const touched = target.kind === 'host' ? 1 : sizeOf(target.interval);
  return ok({
    endpoint,
    target,
    asked: web.value === null ? target.text : writeUrl(web.value, target.text),
    web: web.value,
    rule: judged.value,
    resolve: target.kind === 'host' && role !== 'query' ? target.text : null,
    hosts: role === 'query' ? 0 : touched,
  });
}

function judgeParsed(scope: Scope, target: Target, { below }: Endpoint): Result<RuleRef, Objection> {
  if (target.kind !== 'host') return judgeInterval(scope, target.interval, target.text);
  return below === true ? judgeNamesBelow(scope, target.text) : judgeName(scope, target.text);
}

const readPlain = ({ role, text, field }: Endpoint): Result<Target> =>
  role === 'query' ? parseQuestion(text, field) : parseTarget(text, field);

/** A web address whose scheme and port are let through; its host is judged like any other. */
function readWeb(scope: Scope, { text, field }: Endpoint): Result<WebAddress> {
  const web = parseUrl(text, field);
  if (!web.ok) return web;
  const { scheme, port } = web.value;
  const { schemes, rule } = scope.urlSchemes;
  if (!schemes.includes(scheme)) {
    const why = `${field} has the scheme ${scheme}, which ${rule.text} does not let through`;
    const next = [`Allowed schemes: ${schemes.join(', ') || 'none'}`];
    return err(refusal({ code: 'scope.outside', why, rule, next }, field));
  }
  const ports = parsePorts(String(port), field);
  const judged = ports.ok ? authorisePorts(scope, ports.value, field) : ports;
  return judged.ok ? web : judged;
}

const single = (target: AddressTarget, field: string): ReturnType<typeof failure> =>
  failure(
    'input.invalid',
    `${field} ${target.text} covers ${sizeOf(target.interval)} addresses; it takes one.`,
    {
      field,
      next: ['Give one address or one host name.'],
    },
  );
