import { describe, expect, test } from 'vitest';
import { goldenOf, recordedOf, recordedPrograms, recordedVersion } from '../../test/recorded.ts';
import { readOutput, toolSuite } from '../../test/tool-suite.ts';
import { catalogue } from './catalogue.ts';

for (const tool of catalogue) {
  const recorded = recordedOf(tool);
  toolSuite(
    tool,
    // The rules read samples as the output of a run that ended with 0; the others are pinned below with their own exit.
    recorded
      .filter(({ returncode, stdout }) => returncode === 0 && stdout !== '')
      .map(({ stdout }) => stdout),
  );

  describe.skipIf(recorded.length === 0)(
    `what ${tool.name} is read as, recorded from the real program`,
    () => {
      test.each(recorded.map(({ file, ...output }) => [file, output] as const))(
        '%s is pinned',
        async (file, { stdout, stderr, returncode }) => {
          const found = readOutput(tool, stdout, returncode, stderr);
          await expect(`${JSON.stringify(found, null, 2)}\n`).toMatchFileSnapshot(goldenOf(file));
        },
      );
    },
  );
}

test('every program has outputs to be tested with', () => {
  const without = catalogue.filter((tool) => tool.program.kind !== 'none' && recordedOf(tool).length === 0);
  expect(without.map(({ name }) => name)).toEqual([]);
});

describe('a program is recognised by what it says of itself', () => {
  const recognised = catalogue.flatMap(({ program, identity }) =>
    identity === null ? [] : [{ program, identity }],
  );

  test.each(recognised.map(({ program, identity }) => [program.name, identity.expects] as const))(
    '%s, its version with it, and no other',
    (name, expects) => {
      expect(expects.exec(recordedVersion(name) ?? '')?.[1]).toMatch(/^v?\d+(?:\.\d+)*/);
      const others = recordedPrograms.filter((other) => other !== name);
      expect(others.filter((other) => expects.test(recordedVersion(other) ?? ''))).toEqual([]);
      expect(expects.flags).not.toMatch(/[gy]/);
    },
  );
});

test('names are unique, and the whole list fits what a client may be sent', () => {
  expect(new Set(catalogue.map(({ name }) => name)).size).toBe(catalogue.length);
  expect(catalogue.length).toBeLessThanOrEqual(15);
  const definitions = catalogue.map(({ name, title, description, inputSchema, annotations }) => ({
    name,
    title,
    description,
    inputSchema,
    annotations,
  }));
  expect(JSON.stringify(definitions).length).toBeLessThan(22_000);
});
