import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { runTools } from '../../src/mcp/run-tools/run-tools.ts';
import { catalogue } from '../../src/tools/catalogue.ts';
import { acts, hostsOf } from './acts.ts';
import { openLab, type Lab } from './lab.ts';
import { canMakeNetworks } from './network.ts';
import { packetsUnguarded } from './unguarded.ts';

describe.runIf(canMakeNetworks())('every tool, on a network of our own (needs root and namespaces)', () => {
  let lab: Lab;
  /** The command line behind the program of each act against its allowed host, whole: a result shows a few words of it only. */
  let planned: readonly (readonly string[])[];
  beforeAll(async () => {
    // OS detection looks at ports of its own choice, so it needs a scope that lets every port through.
    lab = await openLab('acts', { change: (config) => config.replace('  deny_ports: "9100"\n', '') });
    planned = await plan(lab);
  });
  afterAll(() => lab?.close());

  it('is offered, and acts here', async () => {
    const names = catalogue.map(({ name }) => name).toSorted();
    // Those that come back to runs start nothing.
    expect((await lab.tools()).filter((tool) => !runTools.has(tool)).toSorted()).toEqual(names);
    const acting = new Set(acts.map(({ tool }) => tool));
    expect(names.filter((name) => !acting.has(name))).toEqual(['scope_check']);
  });

  it.each(acts)(
    '$title: an allowed host is reached, a forbidden one is not, and would be without the guard',
    async (act) => {
      const { tool, input, shows } = act;
      const { allowed, forbidden } = hostsOf(act);
      lab.network.reset();
      const reached = await lab.call(tool, input(allowed));
      expect(reached).toMatchObject({ status: 'succeeded', summary: expect.stringMatching(shows) });
      expect(reached.result).not.toBeNull();
      expect(reached.metadata.sandbox).toMatch(/^netns(?:, raw sockets)?$/);
      expect(lab.network.forbidden()).toBe(0);

      const refused = await lab.call(tool, input(forbidden));
      expect(refused).toMatchObject({ status: 'refused', error: { code: 'scope.outside' } });
      expect(lab.network.forbidden()).toBe(0);

      // The same command line with the other address in it.
      const argv = planned[acts.indexOf(act)] ?? [];
      const words = [...(act.unwritten ?? []), ...argv.map((word) => word.replaceAll(allowed, forbidden))];
      const [program = ''] = reached.metadata.argv;
      const command = program.endsWith('.ts') ? [process.execPath, program] : [program];
      expect(await packetsUnguarded(lab.network, [...command, ...words])).toBeGreaterThan(0);
    },
  );
});

const decision = z.object({ decision: z.literal('accept'), argv: z.array(z.string()) });

async function plan({ sandbox }: Lab): Promise<readonly (readonly string[])[]> {
  const calls = acts.map((act) => ({ tool: act.tool, arguments: act.input(hostsOf(act).allowed) }));
  const input = calls.map((call) => JSON.stringify(call)).join('\n');
  const { stdout } = await sandbox.run(['plan', '--jsonl', '--config', sandbox.config], { input });
  return stdout
    .trim()
    .split('\n')
    .map((line) => decision.parse(JSON.parse(line)).argv);
}
