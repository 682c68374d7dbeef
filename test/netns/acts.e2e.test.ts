import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { catalogue } from '../../src/tools/catalogue.ts';
import { createCorpusPlanner } from '../corpus/corpus-planner.ts';
import { acts, hostsOf } from './acts.ts';
import { openLab, type Lab } from './lab.ts';
import { canMakeNetworks } from './network.ts';
import { packetsUnguarded } from './unguarded.ts';

describe.runIf(canMakeNetworks())('every tool, on a network of our own (needs root and namespaces)', () => {
  const plan = createCorpusPlanner();
  let lab: Lab;
  beforeAll(async () => {
    // OS detection looks at ports of its own choice, so it needs a scope that lets every port through.
    lab = await openLab('acts', { change: (config) => config.replace('  deny_ports: "9100"\n', '') });
  });
  afterAll(() => lab?.close());

  it('is offered, and acts here', async () => {
    const names = catalogue.map(({ name }) => name).toSorted();
    expect((await lab.tools()).toSorted()).toEqual(names);
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
      expect(lab.network.forbidden()).toBe(0);

      const refused = await lab.call(tool, input(forbidden));
      expect(refused).toMatchObject({ status: 'refused', error: { code: 'scope.outside' } });
      expect(lab.network.forbidden()).toBe(0);

      // The same command line with the other address in it.
      const planned = plan({ tool, arguments: input(allowed) });
      const argv = planned.ok ? planned.value.argv : [];
      const words = [...(act.unwritten ?? []), ...argv.map((word) => word.replaceAll(allowed, forbidden))];
      const [program = ''] = reached.metadata.argv;
      const command = program.endsWith('.ts') ? [process.execPath, program] : [program];
      expect(await packetsUnguarded(lab.network, [...command, ...words])).toBeGreaterThan(0);
    },
  );
});
