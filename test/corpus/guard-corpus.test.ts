import { describe, expect, it } from 'vitest';
import { catalogue } from '../../src/tools/catalogue.ts';
import { createCorpusPlanner, type CorpusCall } from './corpus-planner.ts';
import { benignCalls, hostileCalls } from './read-corpus.ts';

const hostile = hostileCalls();
const benign = benignCalls();
const plan = createCorpusPlanner();

describe('the corpus', () => {
  it('refuses every hostile call, with the reason that it deserves', () => {
    const slips = hostile.flatMap((call) => {
      const decided = plan(call);
      const got = decided.ok ? `accepted: ${decided.value.argv.join(' ')}` : decided.error.code;
      return got === call.code ? [] : [`${call.id}: ${got} instead of ${call.code} (${call.why})`];
    });
    expect(slips).toEqual([]);
  });

  it('lets every benign call pass', () => {
    const slips = benign.flatMap((call) => {
      const decided = plan(call);
      return decided.ok ? [] : [`${call.id}: ${decided.error.code} ${decided.error.message}`];
    });
    expect(slips).toEqual([]);
  });

  it('makes the command lines of the benign calls that were looked at', async () => {
    const lines = benign.flatMap((call) => {
      const decided = plan(call);
      return decided.ok ? [`${call.id}  ${decided.value.program.name} ${decided.value.argv.join(' ')}`] : [];
    });
    await expect(`${lines.join('\n')}\n`).toMatchFileSnapshot('benign-command-lines.txt');
  });

  it('is as large as it says', () => {
    expect(hostile.length).toBeGreaterThanOrEqual(1000);
    expect(benign.length).toBeGreaterThanOrEqual(300);
    expect(new Set(hostile.map(({ tool }) => tool)).size).toBe(catalogue.length);
  });

  it('takes less than 50 ms for a decision', () => {
    plan({ tool: 'nmap', arguments: { target: '10.77.0.10' } });
    const slow = [...hostile, ...benign].flatMap((call) => {
      const took = fastestOf(3, call);
      return took < 50 ? [] : [`${call.id}: ${took.toFixed(1)} ms`];
    });
    expect(slow).toEqual([]);
  });

  it('holds no call twice, no id twice', () => {
    const all = [...hostile, ...benign];
    const keys = all.map((call) => JSON.stringify([call.tool, call.arguments, call.resolve]));
    expect(keys.filter((key, at) => keys.indexOf(key) !== at)).toEqual([]);
    const ids = [...hostile.map(({ id }) => `hostile ${id}`), ...benign.map(({ id }) => `benign ${id}`)];
    expect(ids.filter((id, at) => ids.indexOf(id) !== at)).toEqual([]);
  });
});

/** A machine that is busy with something else slows single tries, not the fastest of several. */
function fastestOf(tries: number, call: CorpusCall): number {
  let fastest = Infinity;
  for (let at = 0; at < tries && fastest >= 50; at += 1) {
    const before = performance.now();
    plan(call);
    fastest = Math.min(fastest, performance.now() - before);
  }
  return fastest;
}
