import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { authorise } from './authorise.ts';
import { namesBelow, query, type Endpoint } from './endpoint.ts';
import { sampleScope } from './fixtures/sample-scope.ts';
import type { Scope } from './scope.ts';

const ask = (scope: Scope, endpoint: Endpoint): unknown => {
  const target = authorise(scope, endpoint, new Map());
  return target.ok ? target.value : target.error;
};

describe('the names below a domain', () => {
  const scope = sampleScope({
    allow: ['*.lab.internal', '*.corp.test', 'bastion.example'],
    deny: ['dc.ops.corp.test', '*.dmz.corp.test', 'old.corp.test'],
  });

  test('may be looked for where a suffix allows them all, although the domain has no entry of its own', () => {
    expect(ask(scope, namesBelow('lab.internal'))).toMatchObject({
      text: 'lab.internal',
      kind: 'name',
      rule: { text: 'scope.allow = *.lab.internal', at: 'scope.yaml#allow[0]' },
    });
    expect(ask(scope, namesBelow('eu.lab.internal'))).toMatchObject({ text: 'eu.lab.internal' });
    expect(ask(scope, query('lab.internal'))).toMatchObject({ code: 'scope.outside' });
  });

  test('may not where only the domain itself, or only some of them are allowed', () => {
    for (const domain of ['bastion.example', 'internal', 'example', 'evil.test', 'xlab.internal']) {
      expect(ask(scope, namesBelow(domain, 'domain'))).toMatchObject({
        code: 'scope.outside',
        field: 'domain',
        message: expect.stringContaining(
          `names below ${domain} are outside the authorised scope: no rule allows all of them`,
        ),
        next: ['Allowed: *.lab.internal; not the addresses of denied names'],
      });
    }
  });

  test.each([
    ['corp.test', 'names below corp.test are excluded by scope.deny = dc.ops.corp.test', 0],
    ['ops.corp.test', 'names below ops.corp.test are excluded by scope.deny = dc.ops.corp.test', 0],
    ['dmz.corp.test', 'names below dmz.corp.test are excluded by scope.deny = *.dmz.corp.test', 1],
    ['a.dmz.corp.test', 'a.dmz.corp.test is excluded by scope.deny = *.dmz.corp.test', 1],
    ['old.corp.test', 'old.corp.test is excluded by scope.deny = old.corp.test', 2],
  ])('may not where %s or a name below it is denied', (domain, why, at) => {
    expect(ask(scope, namesBelow(domain))).toMatchObject({
      code: 'scope.denied',
      message: expect.stringContaining(why),
      rule: { at: `scope.yaml#deny[${at}]` },
    });
  });

  test('are accepted together exactly where each of them is, and the domain is not denied', () => {
    const label = fc.constantFrom('a', 'b', 'c');
    const name = fc.array(label, { minLength: 1, maxLength: 4 }).map((labels) => labels.join('.'));
    const rules = fc.array(fc.tuple(fc.boolean(), name), { maxLength: 4 });
    const written = (list: readonly (readonly [boolean, string])[]): string[] =>
      list.map(([suffix, text]) => (suffix ? `*.${text}.test` : `${text}.test`));
    fc.assert(
      fc.property(rules, rules, name, (allow, deny, text) => {
        const random = sampleScope({ allow: ['10.0.0.0/8', ...written(allow)], deny: written(deny) });
        const domain = `${text}.test`;
        const allowed = (one: string): boolean => authorise(random, query(one), new Map()).ok;
        // Every name that a rule is about, and one that no rule knows, at two depths.
        const below = [...written(allow), ...written(deny)]
          .map((rule) => rule.replace('*', 'new'))
          .filter((one) => one.endsWith(`.${domain}`));
        const each = [`new.${domain}`, `a.new.${domain}`, ...below].every(allowed);
        const denied = ask(random, query(domain));
        const clear = !(
          typeof denied === 'object' &&
          denied !== null &&
          'code' in denied &&
          denied.code === 'scope.denied'
        );
        expect(authorise(random, namesBelow(domain), new Map()).ok).toBe(each && clear);
      }),
      { numRuns: 1000 },
    );
  });
});
