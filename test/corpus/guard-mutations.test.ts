import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createCorpusPlanner } from './corpus-planner.ts';
import { mutate, mutations } from './mutations.ts';
import { escapes } from './oracle/escapes.ts';
import { defaultDenied } from './oracle/scope-oracle.ts';
import { benignCalls, hostileCalls } from './read-corpus.ts';

const plan = createCorpusPlanner();
const benign = benignCalls();
/** Every further run is another try; the default takes a few seconds. */
const runs = Number(process.env['BAILIWICK_FUZZ_RUNS'] ?? 20_000);

describe('calls that were accepted, led astray', () => {
  it('what is accepted of the corpus touches nothing outside, by a second opinion', () => {
    const found = benign.flatMap((call) => {
      const planned = plan(call);
      const denied = call.resolve?.['evil.lab.internal'] ?? defaultDenied;
      return planned.ok ? escapes(planned.value, denied).map((escape) => `${call.id}: ${escape}`) : [];
    });
    expect(found).toEqual([]);
  });

  it('nothing escapes, whatever is added, glued, disguised or answered', () => {
    let accepted = 0;
    fc.assert(
      fc.property(fc.constantFrom(...benign), mutations, (call, steps) => {
        const mutant = mutate(call, steps);
        const planned = plan(mutant);
        if (!planned.ok) return;
        accepted += 1;
        const denied = mutant.resolve?.['evil.lab.internal'] ?? defaultDenied;
        expect(escapes(planned.value, denied), JSON.stringify(mutant)).toEqual([]);
      }),
      { numRuns: runs },
    );
    // The property says something only where enough of the mutants were accepted.
    expect(accepted).toBeGreaterThan(runs / 50);
  }, 120_000);

  it('a hostile call stays refused, whatever harmless is added to it', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...hostileCalls()),
        fc.constantFrom('timeout_sec', 'correlation_id', 'dry_run'),
        (call, field) => {
          if (typeof call.arguments !== 'object' || call.arguments === null || Array.isArray(call.arguments))
            return;
          if (Object.hasOwn(call.arguments, field)) return;
          const value = { timeout_sec: 5, correlation_id: 'x', dry_run: true }[field];
          expect(plan({ ...call, arguments: { ...call.arguments, [field]: value } }).ok).toBe(false);
        },
      ),
      { numRuns: 2000 },
    );
  });
});
