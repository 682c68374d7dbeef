import fc from 'fast-check';
import { expect, test } from 'vitest';
import { quickestMs } from '../../test/quickest.ts';
import { authorise } from './authorise.ts';
import { checkBudget } from './budget.ts';
import { draftTarget } from './draft-target.ts';
import { hostOrUrl, namesBelow, type Answers, type Endpoint } from './endpoint.ts';
import { sampleScope } from './fixtures/sample-scope.ts';
import { sizeOf } from './interval.ts';
import type { Scope } from './scope.ts';
import { readTarget } from './target.ts';

const label = fc.constantFrom('a', 'b', 'dc', 'www');
const domain = fc
  .array(label, { minLength: 0, maxLength: 3 })
  .map((labels) => [...labels, 'lab', 'internal'].join('.'));
const names = fc.oneof(
  domain,
  domain.map((name) => `*.${name}`),
  fc.constant('*.internal'),
);
const address = fc.integer({ min: 0, max: 700 }).map((at) => `10.20.${at >> 8}.${at & 255}`);
const network = fc.oneof(
  address,
  fc
    .tuple(address, fc.nat(60))
    .map(
      ([from, more]) => `${from}-${from.replace(/\d+$/, (at) => String(Math.min(255, Number(at) + more)))}`,
    ),
  fc.constantFrom('10.20.0.0/24', '10.20.1.0/25', '10.20.0.0/16', 'fd00::/120', 'fd00:ec2::/64', 'ula'),
);
const list = (of: fc.Arbitrary<string>, minLength = 0): fc.Arbitrary<string[]> =>
  fc.array(of, { minLength, maxLength: 6 });

const scopes = fc
  .record({
    networks: list(network, 1),
    names: list(names),
    deny: list(fc.oneof(network, names)),
    ownAddresses: list(address),
  })
  .map(({ networks, names: suffixes, ...others }) => ({
    ...others,
    allow: [...networks, ...suffixes],
    maxHostsPerCall: 100,
  }));

const endpoints: fc.Arbitrary<Endpoint> = fc.oneof(
  fc
    .oneof(network, domain, fc.constantFrom('8.8.8.8', 'evil.test', '169.254.169.254'))
    .map((text) => hostOrUrl(text)),
  fc.oneof(address, domain).map((text) => hostOrUrl(`http://${text}/`)),
  fc.oneof(domain, fc.constant('internal')).map((text) => namesBelow(text)),
);

/** What a refusal offers, one by one, and whether it says that there is a limit to it. */
function offersOf(next: readonly string[]): readonly { readonly text: string; readonly limited: boolean }[] {
  return next.flatMap((sentence) => {
    const [, offered] = /^(?:Allowed|Leave it out .*|Ask for .*): (.*)$/.exec(sentence) ?? [];
    if (offered === undefined) return [];
    const [texts = '', ...clauses] = offered.split('; ');
    const limited = clauses.some((clause) => clause.startsWith('at most 100 addresses'));
    return texts
      .replace(/ and more$/, '')
      .split(', ')
      .map((text) => ({ text, limited }));
  });
}

/** Whether the scope accepts what it offered; a pattern is tried by a name below it that no rule knows. */
function accepts(scope: Scope, asked: Endpoint, offered: string, answers: Answers): boolean {
  const suffix = /^\*\.(\S+)/.exec(offered)?.[1];
  if (suffix !== undefined && asked.below === true) return authorise(scope, namesBelow(suffix), answers).ok;
  const endpoint = hostOrUrl(suffix === undefined ? offered : `unheard-of.${suffix}`);
  const draft = draftTarget(scope, endpoint);
  // What a name resolves to decides later; it is none of what was offered.
  return draft.ok && (draft.value.resolve !== null || authorise(scope, endpoint, answers).ok);
}

test('whatever is refused, everything that is offered instead is accepted by the same scope', () => {
  let offered = 0;
  fc.assert(
    fc.property(scopes, endpoints, list(address), (settings, asked, denied) => {
      const scope = sampleScope(settings);
      const answers = new Map(scope.deniedNames.map((name) => [name, denied]));
      const target = authorise(scope, asked, answers);
      fc.pre(!target.ok && target.error.code !== 'scope.unresolved');
      const next = target.ok ? [] : target.error.next;
      for (const { text, limited } of offersOf(next)) {
        offered += 1;
        expect(accepts(scope, asked, text, answers), text).toBe(true);
        const parsed = readTarget(text);
        const hosts = parsed === null || parsed.kind === 'host' ? 1 : sizeOf(parsed.interval);
        expect(limited || checkBudget(scope, { hosts, ports: 0 }).ok, text).toBe(true);
      }
    }),
    { numRuns: 500 },
  );
  expect(offered).toBeGreaterThan(200);
});

test('a network with one denied address is offered without it, and that is accepted', () => {
  const scope = sampleScope({ allow: ['10.20.0.0/24'], deny: ['10.20.0.1'] });
  const refused = authorise(scope, hostOrUrl('10.20.0.1'), new Map());
  const next = refused.ok ? [] : refused.error.next;
  expect(next).toEqual(['Allowed: 10.20.0.0, 10.20.0.2-255']);
  for (const { text } of offersOf(next)) expect(authorise(scope, hostOrUrl(text), new Map()).ok).toBe(true);
});

test('a refusal of a scope with thousands of rules is quick', () => {
  const addresses = (from: number): string[] =>
    Array.from({ length: 10_000 }, (_, at) => `10.${from}.${at >> 7}.${(at & 127) * 2}`);
  const scope = sampleScope({
    allow: [...addresses(1), '10.0.0.0/8'],
    deny: [...addresses(1), ...addresses(2)],
  });
  for (const text of ['10.1.0.0', '10.2.0.0/16', '8.8.8.8', 'evil.test']) {
    expect(authorise(scope, hostOrUrl(text), new Map()).ok).toBe(false);
    expect(quickestMs(() => authorise(scope, hostOrUrl(text), new Map()))).toBeLessThan(50);
  }
});
