import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Result } from '../src/kernel/result.ts';
import { standingOf } from '../src/scope/engagement-standing.ts';
import { anyTime } from '../src/scope/engagement.ts';
import { catalogue } from '../src/tools/catalogue.ts';
import type { Plan, Tool } from '../src/tools/tool.ts';
import { planOf } from './plan-of.ts';

/** A value as a schema wants it, and the ways in which models write it. */
interface Slip {
  readonly field: string;
  readonly meant: unknown;
  readonly sent: readonly unknown[];
}

const property = z.looseObject({
  type: z.string().optional(),
  format: z.string().optional(),
  enum: z.array(z.string()).optional(),
  items: z.looseObject({ enum: z.array(z.string()).optional(), type: z.string().optional() }).optional(),
});

/** The slips that a tool's own schema suggests; a value that the tool does not take is no slip of it. */
const slipsOf = ({ inputSchema }: Tool): readonly Slip[] =>
  Object.entries(z.record(z.string(), property).parse(inputSchema['properties'])).flatMap(([field, schema]) =>
    sampleSlips(field, schema).map((slip) => ({ field, ...slip })),
  );

function sampleSlips(
  field: string,
  { type, format, enum: choices, items }: z.output<typeof property>,
): readonly Omit<Slip, 'field'>[] {
  if (field === 'ports')
    return [
      { meant: '80,443', sent: ['80, 443', ' 80 ,443 ', [80, 443], ['80', ' 443']] },
      { meant: '80', sent: [80, '80 '] },
    ];
  if (format === 'file_name')
    return [{ meant: 'words.txt', sent: ['words.txt ', ' words.txt', '  words.txt  '] }];
  if (choices !== undefined)
    return choices.map((meant) => ({
      meant,
      sent: [` ${meant} `, meant.toUpperCase(), meant.toLowerCase()],
    }));
  if (type === 'boolean')
    return [true, false].map((meant) => ({
      meant,
      sent: [`${meant}`, ` ${meant}`, meant ? 'True' : 'False'],
    }));
  if (type === 'integer')
    return [1, 5, 100, 200, 500].map((meant) => ({ meant, sent: [`${meant}`, ` ${meant} `] }));
  if (type !== 'array') return [];
  if (items?.type === 'integer')
    return [
      { meant: [200, 301], sent: ['200, 301', ['200', ' 301']] },
      { meant: [200], sent: [200, '200'] },
    ];
  const [one = 'php', two = 'txt'] = items?.enum ?? [];
  return [
    { meant: [one, two], sent: [`${one}, ${two}`, `${one},${two} `] },
    { meant: [one], sent: [one, ` ${one}`] },
  ];
}

/** What is run or answered: all of a plan that a slip could change. */
const deedOf = ({ argv, targets, answer, timeoutSec, files }: Plan): unknown => [
  argv,
  targets,
  answer?.(standingOf(anyTime, 0)),
  timeoutSec,
  files,
];

/** The whole of a decision in values alone. */
const toldOf = (plan: Result<Plan>): unknown =>
  plan.ok ? [{ ...plan.value, answer: null }, deedOf(plan.value)] : plan.error;

describe.each(catalogue.map((tool) => [tool.name, tool] as const))('slips in a call of %s', (name, tool) => {
  const cases = slipsOf(tool).flatMap(({ field, meant, sent }) => {
    const plan = planOf(tool, { ...tool.example, [field]: meant });
    return plan.ok ? sent.map((value) => ({ field, value, meant, plan: plan.value })) : [];
  });

  it('have one meaning, which is done and noted', () => {
    expect(cases.length).toBeGreaterThan(3);
    for (const { field, value, meant, plan } of cases) {
      const decided = planOf(tool, { ...tool.example, [field]: value });
      const what = `${field}: ${JSON.stringify(value)} for ${JSON.stringify(meant)}`;
      if (!decided.ok) throw new Error(`${what} is refused: ${decided.error.message}`);
      expect(deedOf(decided.value), what).toEqual(deedOf(plan));
      const isOther = JSON.stringify(value) !== JSON.stringify(meant);
      expect(
        decided.value.notes.some((note) => note.startsWith(`${field} was read as`)),
        what,
      ).toBe(isOther);
    }
  });

  it('are not what is none: null stands for absence, and other values are refused', () => {
    const fields = Object.keys(z.record(z.string(), z.unknown()).parse(tool.inputSchema['properties']));
    for (const field of fields.filter((one) => !(one in tool.example)))
      expect(toldOf(planOf(tool, { ...tool.example, [field]: null }))).toEqual(
        toldOf(planOf(tool, tool.example)),
      );
    for (const value of ['1e3', '0x10', '１', '--5', ' ', [[5]], { value: 5 }])
      expect(planOf(tool, { ...tool.example, timeout_sec: value }), JSON.stringify(value)).toMatchObject({
        ok: false,
      });
  });

  it('are not mended in a target: the refusal says exactly what to send', () => {
    const { target } = z.looseObject({ target: z.string() }).parse(tool.example);
    for (const sent of [` ${target}`, `${target} `]) {
      const plan = planOf(tool, { ...tool.example, target: sent });
      if (name === 'scope_check') {
        // What it refuses is a row of its answer.
        expect(JSON.stringify(toldOf(plan))).toContain(`Send exactly`);
        continue;
      }
      expect(plan).toMatchObject({ ok: false, error: { code: 'input.invalid', field: 'target' } });
      expect(!plan.ok && plan.error.next[0]).toMatch(`Send exactly "${target}"`);
    }
  });
});
