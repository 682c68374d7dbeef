import fc from 'fast-check';
import { expect, test } from 'vitest';
import { policy } from '../../../test/plan-of.ts';
import type { Result } from '../../kernel/result.ts';
import type { Plan, Policy, Tool } from '../tool.ts';
import { checkDefinition } from './check-definition.ts';
import { compileDefinition } from './compile-definition.ts';
import { lookedUp, pinnedAddresses, portsBehind, takenForHost } from './fixtures/gullible-program.ts';
import { callOf, randomDefinition } from './fixtures/random-definition.ts';

test('whatever a sound definition says, its program finds no name to look up, no value for a host, and no port that nobody judged', () => {
  let accepted = 0;
  fc.assert(
    fc.property(randomDefinition(), fc.nat({ max: 4095 }), (definition, chosen) => {
      if (checkDefinition(definition).length > 0) return;
      const tool = compileDefinition(definition);
      const call = callOf(definition, chosen);
      const plan = planned(tool, call, policy);
      const said = JSON.stringify({ args: definition.args, call, plan }, null, 1);
      expect(plan.ok, said).toBe(true);
      if (!plan.ok) return;
      accepted += 1;
      const { argv } = plan.value;
      if (definition.profile === 'connect') expect(lookedUp(argv), said).toEqual([]);
      expect(takenForHost(argv), said).toEqual([]);
      for (const port of portsBehind(argv)) {
        const { ports } = policy.scope;
        const scope = { ...policy.scope, ports: { ...ports, deny: [{ lo: port, hi: port }] } };
        const denied = planned(tool, call, { ...policy, scope });
        expect(denied.ok ? null : denied.error.code, said).toBe('scope.port');
      }
    }),
    { numRuns: 4000 },
  );
  // The property says something only where enough of the definitions were sound.
  expect(accepted).toBeGreaterThan(100);
});

/** Plans a call whose names have the addresses of the moment; a program that asks later is answered otherwise. */
function planned(tool: Tool, call: object, given: Policy): Result<Plan> {
  const draft = tool.draft(call, given);
  if (!draft.ok) return draft;
  const answers = draft.value.names.map((name) => [name, [pinnedAddresses.get(name) ?? '10.0.0.8']] as const);
  return draft.value.plan(new Map(answers));
}
