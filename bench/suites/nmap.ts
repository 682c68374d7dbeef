import { dirname } from 'node:path';
import { z } from 'zod';
import { createLocate } from '../../src/exec/locate.ts';
import { atMost } from '../harness/goals.ts';
import type { Suite } from '../harness/report.ts';
import { interleave, typical } from '../harness/rounds.ts';
import { spawnOnce } from '../harness/spawn-once.ts';
import { median } from '../harness/statistics.ts';
import { makeHome } from '../subjects/home.ts';
import { startStdioServer } from '../subjects/stdio-server.ts';
import { expectSuccess } from '../subjects/tool-call.ts';

/** A real job: a connect scan of a thousand ports of loopback, by a call and by nmap itself with the same words. */
export const nmapSuite: Suite = {
  name: 'nmap',
  run: async (effort) => {
    const nmap = createLocate(['/usr/local/bin', '/usr/bin', '/bin'])({ kind: 'system', name: 'nmap' });
    if (!nmap.ok) return { rows: [], goals: [], skipped: 'nmap is not installed.' };
    const home = makeHome(dirname(nmap.value));
    const server = await startStdioServer(asCall, home);
    const scan = async (): Promise<string> => {
      const answer = await server.call(scanCall);
      expectSuccess(answer);
      return answer;
    };
    const [program = '', ...argv] = argvOf(await scan());
    const rounds = await interleave(
      [
        { name: direct, measure: () => millisecondsOf(() => spawnOnce(program, argv)) },
        { name: asCall, measure: () => millisecondsOf(scan) },
      ],
      effort === 'full' ? 30 : 9,
    );
    await server.close();
    const ratios = (name: string): readonly number[] => rounds.ratios(name, direct, (ms) => ms);
    return {
      rows: [direct, asCall].map((name) => ({
        variant: name,
        values: { 'p50 ms': typical(rounds, name, (ms) => ms), '× ref': median(ratios(name)) },
      })),
      goals: [atMost('P11', 'a scan by a call × nmap itself', 1.05, ratios(asCall))],
    };
  },
};

const direct = 'nmap';
const asCall = 'as a call over stdio';

const scanCall = { name: 'nmap', arguments: { target: '127.0.0.1', ports: '1-1000' } };

const answerSchema = z.object({
  result: z.object({ structuredContent: z.object({ metadata: z.object({ argv: z.array(z.string()) }) }) }),
});

/** The command line that the call ran. */
const argvOf = (answer: string): readonly string[] =>
  answerSchema.parse(JSON.parse(answer)).result.structuredContent.metadata.argv;

async function millisecondsOf(action: () => Promise<unknown>): Promise<number> {
  const from = performance.now();
  await action();
  return performance.now() - from;
}
