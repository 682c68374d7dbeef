import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { planOf, policy } from '../../../test/tool-suite.ts';
import { standingOf, type Standing } from '../../scope/engagement-standing.ts';
import { anyTime } from '../../scope/engagement.ts';
import { hostileTargets } from '../../scope/fixtures/hostile-targets.ts';
import { hostileUrls } from '../../scope/fixtures/hostile-urls.ts';
import { sampleEngagement } from '../../scope/fixtures/sample-engagement.ts';
import { sampleScope } from '../../scope/fixtures/sample-scope.ts';
import type { Finding, Policy } from '../tool.ts';
import { scopeCheck } from './scope-check.ts';
import { scopeCheckResult, type ScopeCheckResult } from './scope-check/result.ts';

const open = standingOf(anyTime, 0);

/** The answer of a call; every name that may be looked up is 10.0.0.5. */
function answerOf(input: unknown, given: Policy = policy, standing: Standing = open): Finding {
  const plan = planOf(scopeCheck, input, given);
  if (!plan.ok) throw new Error(plan.error.message);
  if (plan.value.answer === null) throw new Error('there is no answer');
  return plan.value.answer(standing);
}

const rowsOf = (input: unknown, given: Policy = policy): ScopeCheckResult['targets'] =>
  scopeCheckResult.parse(answerOf(input, given).result).targets;

describe('scope_check', () => {
  test('tells each target in order, with the rule, its place and the nearest alternative', () => {
    const more_targets = ['10.0.0.0/30', 'http://db.lab.internal:8080/x', '8.8.8.8', '-oN x'];
    expect(rowsOf({ target: 'DB.lab.internal', more_targets })).toMatchObject([
      {
        target: 'DB.lab.internal',
        decision: 'allowed',
        code: null,
        addresses: ['10.0.0.5'],
        at: 'scope.yaml#allow[1]',
      },
      { decision: 'allowed', hosts: 4, rule: 'scope.allow = rfc1918 (10.0.0.0/8)', next: [] },
      { decision: 'allowed', addresses: ['10.0.0.5'] },
      {
        decision: 'refused',
        code: 'scope.outside',
        at: 'scope.yaml#allow',
        why: '8.8.8.8 is outside the authorised scope.',
        next: [expect.stringMatching(/^Allowed: 10\.0\.0\.0\/8/)],
      },
      { target: '-oN x', decision: 'refused', code: 'input.invalid', rule: null },
    ]);
  });

  test('says that a name has no answer instead of failing', () => {
    const draft = scopeCheck.draft({ target: 'gone.lab.internal' }, policy);
    expect(draft).toMatchObject({ value: { lenient: true, names: ['gone.lab.internal'] } });
    const plan = draft.ok ? draft.value.plan(new Map()) : draft;
    expect(plan.ok && plan.value.answer?.(open)).toMatchObject({
      result: { targets: [{ decision: 'unresolved', code: 'scope.unresolved' }] },
    });
  });

  test('looks up what decides alone: the allowed names and the denied ones', () => {
    const given = { ...policy, scope: sampleScope({ deny: ['dc01.lab.internal'] }) };
    const more_targets = [
      'evil.com',
      'dc01.lab.internal',
      'http://web.lab.internal/',
      'DB.lab.internal',
      '10.0.0.5',
    ];
    expect(scopeCheck.draft({ target: 'db.lab.internal', more_targets }, given)).toMatchObject({
      value: { names: ['db.lab.internal', 'web.lab.internal'], deniedNames: ['dc01.lab.internal'] },
    });
  });

  test('judges ports and the number of probes with the targets', () => {
    const given = { ...policy, scope: sampleScope({ denyPorts: '9100', maxProbesPerCall: 100 }) };
    expect(rowsOf({ target: '10.0.0.5', ports: '22,9100' }, given)[0]).toMatchObject({ code: 'scope.port' });
    expect(rowsOf({ target: '10.0.0.0/28', ports: '1-50' }, given)[0]).toMatchObject({
      code: 'scope.too_large',
    });
    expect(planOf(scopeCheck, { target: '10.0.0.5', ports: 'http' })).toMatchObject({
      error: { code: 'input.invalid', field: 'ports' },
    });
  });

  test('tells without the addresses of a denied name, and says so', () => {
    const given = { ...policy, scope: sampleScope({ deny: ['dc01.lab.internal'] }) };
    expect(planOf(scopeCheck, { target: '10.0.0.5' }, given)).toMatchObject({
      value: { notes: [expect.stringContaining('dc01.lab.internal')] },
    });
    expect(rowsOf({ target: '10.0.0.5' }, given)).toMatchObject([{ decision: 'unresolved' }]);
  });

  test('refuses every hostile text as a row of its answer, in either field', () => {
    for (const text of hostileTargets.map((one) => one.text)) {
      if (text === '' || text.includes('://')) continue;
      const rows = rowsOf({ target: text, more_targets: [text] });
      expect(
        rows.map(({ decision }) => decision),
        JSON.stringify(text),
      ).toEqual(['refused', 'refused']);
    }
    for (const { text } of hostileUrls) {
      if (!text.includes('://')) continue;
      expect(rowsOf({ target: text })[0]?.decision, JSON.stringify(text.slice(0, 99))).toBe('refused');
    }
  });

  test.each([
    ['2026-11-10T12:00:00Z', 'open until 2026-11-10T20:00:00Z', ''],
    [
      '2026-11-10T21:00:00Z',
      'closed until 2026-11-11T08:00:00Z',
      ' No call would start: the engagement is closed until 2026-11-11T08:00:00Z.',
    ],
    [
      '2027-01-01T00:00:00Z',
      'over since 2026-12-01T00:00:00Z',
      ' No call would start: the engagement is over since 2026-12-01T00:00:00Z.',
    ],
  ])('explains at any time, and says how the engagement stands: %s', (now, engagement, warning) => {
    const lab = sampleEngagement({ notAfter: '2026-11-30', windows: ['mon-fri 08:00-20:00 UTC'] });
    const standing = standingOf(lab, Date.parse(now));
    const { result, summary } = answerOf({ target: '10.0.0.5' }, policy, standing);
    expect(result).toMatchObject({ engagement, targets: [{ decision: 'allowed' }] });
    expect(summary).toBe(`10.0.0.5 is allowed by scope.allow = rfc1918 (10.0.0.0/8).${warning}`);
  });

  test('authorises nothing and starts nothing, whatever it is asked', () => {
    fc.assert(
      fc.property(
        fc.string({ minLength: 1 }),
        fc.array(fc.string(), { maxLength: 4 }),
        (target, more_targets) => {
          const plan = planOf(scopeCheck, { target, more_targets });
          expect(plan).toMatchObject({ value: { argv: [], targets: [], program: { kind: 'none' } } });
        },
      ),
    );
  });

  test('answers in one sentence, and briefly however many targets there are', () => {
    expect(answerOf({ target: '8.8.8.8' }).summary).toBe('8.8.8.8 is outside the authorised scope.');
    const more_targets = Array.from({ length: 32 }, (_, at) => `${'x'.repeat(200)}.${at}.example`);
    const many = answerOf({ target: '10.0.0.5', more_targets });
    expect(many.summary).toBe('1 allowed, 32 refused of 33 targets.');
    expect(JSON.stringify(many.result).length).toBeLessThan(20_000);
    expect(planOf(scopeCheck, { target: '10.0.0.5', more_targets: [...more_targets, 'x'] })).toMatchObject({
      error: { code: 'input.invalid', field: 'more_targets' },
    });
  });
});
