import { describe, expect, test } from 'vitest';
import { quickestMs } from '../../test/quickest.ts';
import { authorise } from './authorise.ts';
import { host } from './endpoint.ts';
import { explainTarget } from './explain-target.ts';
import { hostileTargets } from './fixtures/hostile-targets.ts';
import { sampleScope } from './fixtures/sample-scope.ts';

const scope = sampleScope();

describe('hostile targets are refused by the default scope', () => {
  test.each(hostileTargets.map(({ text, story }) => [text, story]))('%j: %s', (text) => {
    // Even a resolver that answers with an address in scope does not help.
    const explanation = explainTarget(scope, host(text), new Map([[text, ['10.0.0.1']]]));
    expect(explanation.decision).toBe('refused');
  });

  test('none of them costs more than 50 ms, nor does a target of 200,000 characters', () => {
    const texts = [
      ...hostileTargets.map(({ text }) => text),
      'a.'.repeat(100_000),
      '1'.repeat(200_000),
      ':'.repeat(200_000),
    ];
    for (const text of texts) {
      expect(quickestMs(() => authorise(scope, host(text), new Map()))).toBeLessThan(50);
    }
  });
});

describe('honest targets pass, which the original refused in part', () => {
  test.each([
    '10.0.0.1',
    '172.31.255.255',
    '192.168.1.0/24',
    '10.0.0.1-10.0.0.9',
    'X.LAB.INTERNAL',
    'a.b.lab.internal',
    'db.lab.internal.',
  ])('%s', (text) => {
    const name = text.toLowerCase().replace(/\.$/, '');
    expect(explainTarget(scope, host(text), new Map([[name, ['10.0.0.1']]])).decision).toBe('allowed');
  });

  test('fd00::/120 with ula in scope', () => {
    expect(explainTarget(sampleScope({ allow: ['ula'] }), host('fd00::/120'), new Map()).decision).toBe(
      'allowed',
    );
  });
});
