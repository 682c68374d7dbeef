import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { estimateTokens } from '../src/output/estimate-tokens.ts';
import type { Tool } from '../src/tools/tool.ts';
import { givenRules } from './given-rules.ts';
import { hostileRules } from './hostile-rules.ts';
import { offerRules } from './offer-rules.ts';
import { planOf } from './plan-of.ts';
import { readingRules } from './reading-rules.ts';

export { planOf, policy, readOutput } from './plan-of.ts';

/** The most of a definition as JSON, in characters and in tokens. */
const longestDefinition = 1500;
const mostTokens = 400;

/** What every tool must keep, whatever it runs. `samples` are outputs of the real program. */
export function toolSuite(tool: Tool, samples: readonly string[]): void {
  describe(`the rules that ${tool.name} shares with every tool`, () => {
    wordRules(tool);
    inputRules(tool);
    hostileRules(tool);
    givenRules(tool);
    offerRules(tool);
    readingRules(tool, samples);
  });
}

function wordRules(tool: Tool): void {
  test('its words fit the budget of a list that a model reads', () => {
    const { name, title, description, annotations } = tool;
    expect(name).toMatch(/^[a-z][a-z0-9_]{1,31}$/);
    expect(description.length).toBeGreaterThanOrEqual(250);
    expect(description.length).toBeLessThanOrEqual(700);
    for (const raw of [true, false]) {
      const offer = tool.offer({ raw, classes: [] });
      const definition = JSON.stringify({ name, title, ...offer, annotations });
      expect(definition.length, definition).toBeLessThanOrEqual(longestDefinition);
      expect(estimateTokens(definition), definition).toBeLessThanOrEqual(mostTokens);
    }
    expect(undescribed(tool)).toEqual([]);
    expect(Object.values(annotations).map((hint) => typeof hint)).toEqual(Array(4).fill('boolean'));
    expect(tool.exitCodes.ok).not.toEqual([]);
    expect(Object.isFrozen(tool)).toBe(true);
  });

  test('its example is accepted, within the limits', () => {
    const plan = planOf(tool, tool.example);
    expect(plan).toMatchObject({ ok: true, value: { tool: tool.name, program: tool.program } });
    expect(plan.ok && plan.value.timeoutSec > 0 && plan.value.timeoutSec <= 300).toBe(true);
  });
}

function inputRules(tool: Tool): void {
  test.each(['targett', '__proto__', 'constructor', 'argv', ''])(
    'the unknown field %j is refused',
    (name) => {
      const input: unknown = JSON.parse(
        JSON.stringify({ ...tool.example, zzz: 1 }).replace('"zzz"', JSON.stringify(name)),
      );
      expect(planOf(tool, input)).toMatchObject({ ok: false, error: { code: 'input.invalid' } });
    },
  );

  test.each([null, undefined, 'nmap', 7, [], [{}], true])(
    'the input %j is refused, not thrown at',
    (input) => {
      expect(planOf(tool, input)).toMatchObject({
        ok: false,
        error: { code: 'input.invalid', field: null },
      });
    },
  );
}

/** The parameters that a reader of the schema is told nothing about. */
function undescribed({ inputSchema }: Tool): readonly string[] {
  const described = z.looseObject({ description: z.string().min(5) });
  const properties = z.record(z.string(), z.unknown()).parse(inputSchema['properties']);
  return Object.keys(properties).filter((name) => !described.safeParse(properties[name]).success);
}
