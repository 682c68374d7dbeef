import { expect, test } from 'vitest';
import { hostOrUrl } from './endpoint.ts';
import { explainTarget } from './explain-target.ts';
import { sampleScope } from './fixtures/sample-scope.ts';
import { reportTarget, type TargetReport } from './target-report.ts';

const scope = sampleScope({ deny: ['10.0.0.9'] });

function report(text: string, answers: readonly string[] = [], within = scope): TargetReport {
  return reportTarget(text, explainTarget(within, hostOrUrl(text), new Map([['db.lab.internal', answers]])));
}

test('what is allowed has its rule, its place and the addresses that packets would go to', () => {
  expect(report('10.0.1.0/24')).toEqual({
    target: '10.0.1.0/24',
    decision: 'allowed',
    code: null,
    rule: 'scope.allow = rfc1918 (10.0.0.0/8)',
    at: 'scope.yaml#allow[0]',
    hosts: 256,
    addresses: ['10.0.1.0/24'],
    why: '10.0.1.0/24 (256 addresses) is allowed by scope.allow = rfc1918 (10.0.0.0/8).',
    next: [],
  });
  expect(report('https://DB.lab.internal/x', ['10.0.0.5', '10.0.0.6'])).toMatchObject({
    addresses: ['10.0.0.5', '10.0.0.6'],
    why: 'https://db.lab.internal/x is allowed by scope.allow = *.lab.internal; packets would go to https://10.0.0.5/x.',
  });
  expect(report('http://10.0.0.5/')).toMatchObject({ addresses: ['10.0.0.5'] });
});

test('what is refused has the reason alone, and the nearest alternative', () => {
  expect(report('10.0.0.8/29')).toMatchObject({
    decision: 'refused',
    code: 'scope.denied',
    rule: 'scope.deny = 10.0.0.9',
    at: 'scope.yaml#deny[0]',
    hosts: 0,
    addresses: [],
    why: '10.0.0.8/29 is excluded by scope.deny = 10.0.0.9.',
    next: ['Leave it out and ask for the rest: 10.0.0.8, 10.0.0.10-15'],
  });
});

test('what is no target has no rule, and is cut', () => {
  const row = report(`-oX ${'a'.repeat(5000)}`);
  expect(row).toMatchObject({ decision: 'refused', code: 'input.invalid', rule: null, at: null });
  expect(row.target).toHaveLength(120);
  expect(row.why.length).toBeLessThan(300);
});

test('a name without an answer is unresolved, and so is what was decided without a denied name', () => {
  expect(report('db.lab.internal')).toMatchObject({
    decision: 'unresolved',
    code: 'scope.unresolved',
    addresses: [],
  });
  expect(report('10.0.0.5', [], sampleScope({ deny: ['dc01.lab.internal'] }))).toMatchObject({
    decision: 'unresolved',
    code: 'scope.unresolved',
    rule: 'scope.allow = rfc1918 (10.0.0.0/8)',
    addresses: ['10.0.0.5'],
    why: expect.stringContaining('without the addresses of dc01.lab.internal'),
  });
});
