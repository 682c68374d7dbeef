import { isIP } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hostileCalls } from '../corpus/read-corpus.ts';
import { corpusAnswers } from '../corpus/scope.ts';
import { startsOf } from './lab-config.ts';
import { openLab, type Lab } from './lab.ts';
import { canMakeNetworks } from './network.ts';

describe.runIf(canMakeNetworks())(
  'the hostile corpus, where packets are counted (needs root and namespaces)',
  () => {
    let lab: Lab;
    beforeAll(async () => {
      lab = await openLab('corpus', {
        recordStarts: true,
        wordLists: { 'common.txt': 'word\n'.repeat(100), 'big/long.txt': 'word\n'.repeat(50_000) },
      });
      await lab.tools();
    });
    afterAll(() => lab?.close());

    it('is refused call by call, with no packet to the forbidden side and no program started', async () => {
      const before = startsOf(lab.sandbox).length;
      lab.network.reset();
      const slips: string[] = [];
      for (const { id, tool, arguments: input, resolve, code } of hostileCalls()) {
        // What is no object is no request of the protocol; the SDK answers that by itself.
        if (typeof input !== 'object' || input === null || Array.isArray(input)) continue;
        // oxlint-disable-next-line no-await-in-loop -- the name server says something else for each call
        if (resolve !== undefined) await lab.answer(answersOf(resolve));
        // oxlint-disable-next-line no-await-in-loop -- see above
        const { status, error } = await lab.call(tool, input);
        // oxlint-disable-next-line no-await-in-loop -- see above
        if (resolve !== undefined) await lab.answer(answersOf({}));
        if (status !== 'refused' || error?.code !== (carries(resolve) ? code : 'scope.unresolved'))
          slips.push(`${id}: ${status} ${error?.code} instead of ${code}`);
      }
      expect(slips).toEqual([]);
      expect(lab.network.forbidden()).toBe(0);
      expect(await lab.visits('forbidden')).toEqual([]);
      expect(await lab.visits('allowed')).toEqual([]);
      expect(startsOf(lab.sandbox).slice(before)).toEqual([]);
    }, 180_000);
  },
);

/** Whether DNS can carry these answers: what is no address is none. */
const carries = (resolve: Readonly<Record<string, readonly string[]>> = {}): boolean =>
  Object.values(resolve)
    .flat()
    .every((answer) => isIP(answer) !== 0);

const answersOf = (resolve: Readonly<Record<string, readonly string[]>>) =>
  Object.fromEntries(
    Object.entries({ ...corpusAnswers, ...resolve }).map(([name, given]) => [name, [given]]),
  );
