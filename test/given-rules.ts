import { expect, test } from 'vitest';
import { z } from 'zod';
import { failure } from '../src/kernel/failure.ts';
import { err } from '../src/kernel/result.ts';
import type { Policy, Tool } from '../src/tools/tool.ts';
import { planOf, policy } from './plan-of.ts';

/** What a caller gives beside targets: names of files are looked up, and secrets are seen by the program alone. */
export function givenRules(tool: Tool): void {
  test('a file that the operator has not put there is refused, by its name and by any path', () => {
    const { asked, watching } = watched(policy);
    expect(planOf(tool, tool.example, watching).ok).toBe(true);
    for (const { field } of asked) {
      for (const name of [
        'nope.txt',
        '../words.txt',
        '/etc/passwd',
        'words.txt/../words.txt',
        '-oN',
        'a b',
      ]) {
        const plan = planOf(tool, { ...tool.example, [field]: name });
        expect(plan, `${field}: ${name}`).toMatchObject({ ok: false, error: { code: 'input.invalid' } });
      }
      const none = {
        ...policy,
        findFile: () => err(failure('input.invalid', 'There is no file.', { field })),
      };
      expect(planOf(tool, tool.example, none).ok).toBe(false);
    }
  });

  test('a secret is in a private file, and in no argument, note or message', () => {
    for (const field of secretFields(tool)) {
      const secret = 'qwertz-Marker-4711';
      const plan = planOf(tool, { ...tool.example, [field]: secret });
      if (!plan.ok) throw new Error(plan.error.message);
      const { secrets, files, answer: _, ...told } = plan.value;
      expect(secrets).toContain(secret);
      expect(files.some(({ text }) => text.includes(secret))).toBe(true);
      expect(JSON.stringify(told)).not.toContain(secret);
      for (const broken of [`${secret}\n`, `${secret}"`, `-${secret}\0`, [secret], `${secret}é`.repeat(40)]) {
        const refused = planOf(tool, { ...tool.example, [field]: broken });
        expect(refused.ok, JSON.stringify(broken)).toBe(false);
        expect(JSON.stringify(refused)).not.toContain(secret);
      }
    }
  });
}

/** A policy that remembers which files were looked for. */
function watched(given: Policy): { readonly asked: { field: string }[]; readonly watching: Policy } {
  const asked: { field: string }[] = [];
  const watching: Policy = {
    ...given,
    findFile: (kind, name, field) => {
      asked.push({ field });
      return given.findFile(kind, name, field);
    },
  };
  return { asked, watching };
}

function secretFields({ inputSchema }: Tool): readonly string[] {
  const properties = z.record(z.string(), z.looseObject({ writeOnly: z.boolean().optional() }));
  return Object.entries(properties.parse(inputSchema['properties'])).flatMap(([name, { writeOnly }]) =>
    writeOnly === true ? [name] : [],
  );
}
