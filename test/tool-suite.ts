import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { namesExactly } from '../src/argv/names-exactly.ts';
import type { Result } from '../src/kernel/result.ts';
import { hostileTargets } from '../src/scope/fixtures/hostile-targets.ts';
import { readTarget } from '../src/scope/target.ts';
import { samplePolicy } from '../src/tools/fixtures/sample-policy.ts';
import type { Finding, Plan, Policy, Tool } from '../src/tools/tool.ts';
import { hostileInput } from './hostile-input.ts';

/** The policy of the tests: the default scope, the default limits. */
export const policy: Policy = samplePolicy;

/** Plans a call as the pipeline does; every name below lab.internal is 10.0.0.5. */
export function planOf(tool: Tool, input: unknown, given: Policy = policy): Result<Plan> {
  const draft = tool.draft(input, given);
  return draft.ok ? draft.value.plan(new Map(draft.value.names.map((name) => [name, ['10.0.0.5']]))) : draft;
}

/** Gives a tool's output to its reader as a run would. */
export function readOutput(tool: Tool, stdout: Uint8Array | string, returncode = 0): Result<Finding> {
  const plan = planOf(tool, tool.example);
  if (!plan.ok) throw new Error(plan.error.message);
  const bytes = typeof stdout === 'string' ? new TextEncoder().encode(stdout) : stdout;
  const reader = tool.read(plan.value);
  if (plan.value.streams) reader.write(bytes);
  const text = new TextDecoder().decode(bytes);
  return reader.end({ stdout: text, stderr: '', truncatedStdout: false, returncode, complete: true });
}

/** What every tool must keep, whatever it runs. `samples` are outputs of the real program. */
export function toolSuite(tool: Tool, samples: readonly string[]): void {
  describe(`the rules that ${tool.name} shares with every tool`, () => {
    test('its words fit the budget of a list that a model reads', () => {
      expect(tool.name).toMatch(/^[a-z][a-z0-9_]{1,31}$/);
      expect(tool.description.length).toBeGreaterThanOrEqual(250);
      expect(tool.description.length).toBeLessThanOrEqual(1000);
      expect(tool.description.length + JSON.stringify(tool.inputSchema).length).toBeLessThanOrEqual(2300);
      expect(undescribed(tool)).toEqual([]);
      expect(Object.values(tool.annotations).map((hint) => typeof hint)).toEqual(Array(4).fill('boolean'));
      expect(tool.exitCodes.ok).not.toEqual([]);
      expect(Object.isFrozen(tool)).toBe(true);
    });

    test('its example is accepted, within the limits', () => {
      const plan = planOf(tool, tool.example);
      expect(plan).toMatchObject({ ok: true, value: { tool: tool.name, program: tool.program } });
      expect(plan.ok && plan.value.timeoutSec > 0 && plan.value.timeoutSec <= 300).toBe(true);
    });

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

    test('no hostile target passes, in any field that names something on a network', () => {
      const fields = Object.entries(tool.example).flatMap(([name, value]) =>
        typeof value === 'string' && readTarget(value) !== null ? [name] : [],
      );
      expect(fields).toContain('target');
      for (const field of fields) {
        for (const { text } of hostileTargets) {
          expect(
            planOf(tool, { ...tool.example, [field]: text }).ok,
            `${field}: ${JSON.stringify(text)}`,
          ).toBe(false);
        }
      }
    });

    test('whatever is sent, argv names the authorised targets, nothing else, and no word that the caller began with a hyphen', () => {
      let accepted = 0;
      fc.assert(
        fc.property(hostileInput(tool), (input) => {
          const plan = planOf(tool, input);
          if (!plan.ok) return;
          accepted += 1;
          const { argv, targets } = plan.value;
          expect(namesExactly(argv, targets).ok).toBe(true);
          expect(argv.every((word) => /^[!-~]+$/.test(word))).toBe(true);
          const { extra_args: _, correlation_id: __, ...direct } = input;
          const hyphened = Object.values(direct)
            .flat()
            .filter((value) => /^-./.test(String(value)));
          expect(argv.filter((word) => hyphened.includes(word))).toEqual([]);
        }),
        { numRuns: 500 },
      );
      // The property says something only where enough of the inputs were accepted.
      expect(accepted).toBeGreaterThan(50);
    });

    test('reading never throws, whatever the bytes, and what it finds fits the result schema', () => {
      const schema = z.fromJSONSchema({ ...tool.resultSchema });
      fc.assert(
        fc.property(mangled(samples), fc.constantFrom(0, 1, 9), (bytes, code) => {
          const found = readOutput(tool, bytes, code);
          if (found.ok) expect(schema.safeParse(found.value.result).error).toBeUndefined();
        }),
      );
    });

    test('the summary of a real output is short and holds nothing that a target chose', () => {
      for (const sample of samples) {
        const found = readOutput(tool, sample);
        if (!found.ok) throw new Error(found.error.message);
        const { result, summary, untrustedFields } = found.value;
        expect(summary.length).toBeLessThanOrEqual(8000);
        const chosen = untrustedFields.flatMap((path) => textsAt(result, path.split(/\.|(?=\[\])/)));
        expect(chosen.filter((text) => text.length > 3 && summary.includes(text))).toEqual([]);
      }
    });
  });
}

/** The parameters that a reader of the schema is told nothing about. */
function undescribed({ inputSchema }: Tool): readonly string[] {
  const described = z.looseObject({ description: z.string().min(5) });
  const properties = z.record(z.string(), z.unknown()).parse(inputSchema['properties']);
  return Object.keys(properties).filter((name) => !described.safeParse(properties[name]).success);
}

/** Any bytes; real output cut anywhere; real output with any stretch replaced. */
function mangled(samples: readonly string[]): fc.Arbitrary<Uint8Array> {
  const sample = fc.constantFrom(...samples.map((text) => new TextEncoder().encode(text)));
  return fc.oneof(
    fc.uint8Array({ maxLength: 400 }),
    fc.tuple(sample, fc.nat()).map(([bytes, at]) => bytes.slice(0, at % (bytes.length + 1))),
    fc.tuple(sample, fc.nat(), fc.uint8Array({ maxLength: 40 })).map(([bytes, at, noise]) => {
      const changed = bytes.slice();
      changed.set(noise, at % Math.max(1, changed.length - noise.length));
      return changed;
    }),
  );
}

/** The texts at a path such as `hosts[].names[]`. */
function textsAt(value: unknown, [step, ...rest]: readonly string[]): readonly string[] {
  if (step === undefined) return typeof value === 'string' ? [value] : [];
  if (step === '[]') return Array.isArray(value) ? value.flatMap((entry) => textsAt(entry, rest)) : [];
  if (typeof value !== 'object' || value === null) return [];
  return textsAt(new Map(Object.entries(value)).get(step), rest);
}
