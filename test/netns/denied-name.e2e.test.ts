import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openLab, steadyAnswers, type Lab } from './lab.ts';
import { canMakeNetworks } from './network.ts';

const evil = 'evil.lab.internal';
const check = (target: string) => ({ target, ports: '80' });

describe.runIf(canMakeNetworks())(
  'a denied name, where packets are counted (needs root and namespaces)',
  () => {
    let lab: Lab;
    beforeAll(async () => {
      lab = await openLab('denied');
      await lab.tools();
    });
    afterAll(() => lab?.close());
    beforeEach(() => lab.network.reset());
    afterEach(() => lab.answer(steadyAnswers));

    const verdictOf = async (target: string): Promise<string> => {
      const { status, error } = await lab.call('port_check', check(target));
      return error?.code ?? status;
    };

    it('takes an address out of the scope while it stands for it, and no longer', async () => {
      expect(await verdictOf('10.77.0.11')).toBe('succeeded');
      await lab.answer({ ...steadyAnswers, [evil]: [['10.77.0.11']] });
      expect(await verdictOf('10.77.0.11')).toBe('scope.denied');
      expect(await verdictOf('10.77.0.8/29')).toBe('scope.denied');
      expect(await verdictOf('db.lab.internal')).toBe('scope.denied');
      expect(await verdictOf('10.77.0.10')).toBe('succeeded');
      await lab.answer(steadyAnswers);
      expect(await verdictOf('10.77.0.11')).toBe('succeeded');
      expect(lab.network.forbidden()).toBe(0);
    });

    it('that nobody answers for any more keeps the addresses that it had', async () => {
      await lab.answer({ ...steadyAnswers, [evil]: [['10.77.0.12']] });
      expect(await verdictOf('10.77.0.12')).toBe('scope.denied');
      await lab.answer({}, null);
      expect(await verdictOf('10.77.0.12')).toBe('scope.denied');
      expect(await verdictOf('10.77.0.10')).toBe('succeeded');
      expect(lab.network.forbidden()).toBe(0);
    });

    it('lets no other name through while the name server says nothing, or says it too late', async () => {
      await lab.answer({}, null);
      expect(await verdictOf('web.lab.internal')).toBe('scope.unresolved');
      await lab.answer(steadyAnswers, 3000);
      expect(await verdictOf('web.lab.internal')).toBe('scope.unresolved');
      expect(await lab.visits('forbidden')).toEqual([]);
      expect(lab.network.forbidden()).toBe(0);
    });

    it('cannot be had by a call of its own, whatever it resolves to', async () => {
      await lab.answer({ ...steadyAnswers, [evil]: [['10.77.0.10']] });
      expect(await verdictOf(evil)).toBe('scope.denied');
      expect(await lab.visits('allowed')).toEqual([]);
    });
  },
);
