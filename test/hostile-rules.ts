import fc from 'fast-check';
import { expect, test } from 'vitest';
import { namesExactly } from '../src/argv/names-exactly.ts';
import { hostileTargets } from '../src/scope/fixtures/hostile-targets.ts';
import { hostileUrls } from '../src/scope/fixtures/hostile-urls.ts';
import { readTarget } from '../src/scope/target.ts';
import { parseUrl } from '../src/scope/url.ts';
import type { Plan, Tool } from '../src/tools/tool.ts';
import { hostileInput } from './hostile-input.ts';
import { planOf, policy } from './plan-of.ts';

/** Whatever a caller sends, a tool touches what was authorised and nothing else. */
export function hostileRules(tool: Tool): void {
  test('no hostile target passes, in any field that names something on a network', () => {
    const fields = Object.entries(tool.example).flatMap(([name, value]) => {
      const texts = hostileTo(value);
      return texts === null ? [] : [{ name, texts }];
    });
    expect(fields.map(({ name }) => name)).toContain('target');
    for (const { name, texts } of fields) {
      for (const text of texts) {
        const plan = planOf(tool, { ...tool.example, [name]: text });
        expect(plan.ok && !startsNothing(plan.value), `${name}: ${JSON.stringify(text)}`).toBe(false);
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
        const { argv, targets, secrets } = plan.value;
        expect(namesExactly(argv, targets, namedFiles).ok).toBe(true);
        expect(argv.every((word) => /^[ -~]+$/.test(word))).toBe(true);
        // What is no argument of the program: a run's name is taken out before anything is planned.
        const { extra_args: _, correlation_id: __, resume: ___, ...direct } = input;
        const hyphened = Object.values(direct)
          .flat()
          .filter((value) => /^-./.test(String(value)) && !secrets.includes(String(value)));
        expect(argv.filter((word) => hyphened.includes(word))).toEqual([]);
      }),
      { numRuns: 500 },
    );
    // The property says something only where enough of the inputs were accepted.
    expect(accepted).toBeGreaterThan(50);
  });
}

/** A plan that holds its answer may be about anything: nobody is authorised and nothing is started. */
const startsNothing = ({ answer, argv, targets, program }: Plan): boolean =>
  answer !== null && program.kind === 'none' && argv.length === 0 && targets.length === 0;

/** What must be refused in the place of a value that names something on a network; null for any other value. */
function hostileTo(value: unknown): readonly string[] | null {
  if (typeof value !== 'string') return null;
  const targets = hostileTargets.map(({ text }) => text);
  if (readTarget(value) !== null) return targets;
  if (!parseUrl(value, 'target').ok) return null;
  return [...hostileUrls.map(({ text }) => text), ...targets.filter((text) => !parseUrl(text, 'target').ok)];
}

/** The files that the operator of the tests has. */
const namedFiles = (['word_list', 'file'] as const).flatMap((kind) => {
  const file = policy.findFile(kind, 'words.txt', 'file');
  return file.ok ? [file.value] : [];
});
