import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openLab, steadyAnswers, type Lab } from './lab.ts';
import { addresses, canMakeNetworks } from './network.ts';

const web = 'web.lab.internal';
const probe = { target: `http://${web}/` };

describe.runIf(canMakeNetworks())(
  'names that move, where packets are counted (needs root and namespaces)',
  () => {
    let lab: Lab;
    beforeAll(async () => {
      lab = await openLab('names', {
        change: (config) => `${config}limits: {global_concurrency: 1}\n`,
      });
      await lab.tools();
    });
    afterAll(() => lab?.close());
    beforeEach(() => lab.network.reset());
    afterEach(() => lab.answer(steadyAnswers));

    it('between the check and the run: the address that was judged is the one that is used', async () => {
      await lab.answer({ ...steadyAnswers, [web]: [['10.77.0.11'], [addresses.forbidden]] });
      const { status, metadata } = await lab.call('http_probe', probe);
      expect({ status, pinned: metadata.pinned }).toEqual({
        status: 'succeeded',
        pinned: [`${web}=10.77.0.11`],
      });
      expect(await lab.visits('allowed')).toContain(`10.77.0.11 ${web} /`);
      expect(lab.network.forbidden()).toBe(0);
      expect(await lab.call('http_probe', probe)).toMatchObject({
        status: 'refused',
        error: { code: 'scope.outside' },
      });
      expect(lab.network.forbidden()).toBe(0);
    });

    it.each<[string, Readonly<Record<string, unknown>>]>([
      ['nmap', { target: web, ports: '80' }],
      ['masscan', { target: web, ports: '80', wait_sec: 1 }],
      ['port_check', { target: web, ports: '80' }],
      ['gobuster', { target: `http://${web}/`, wordlist: 'common.txt' }],
      ['gobuster', { mode: 'vhost', target: `http://${web}/`, wordlist: 'common.txt' }],
      ['gobuster', { mode: 'dns', target: 'a.lab.internal', server: web, wordlist: 'common.txt' }],
      ['sslscan', { target: web }],
      ['dig', { target: 'db.lab.internal', server: web }],
      ['ping', { target: web }],
      ['traceroute', { target: web }],
      ['snmpwalk', { target: web }],
    ])('are looked up once by %s, and by nobody else: %j', async (tool, input) => {
      await lab.answer({ ...steadyAnswers, [web]: [['10.77.0.10'], [addresses.forbidden]] });
      await lab.asked();
      const { status, metadata } = await lab.call(tool, { ...input, timeout_sec: 20 });
      expect({ status, pinned: metadata.pinned }).toEqual({
        status: 'succeeded',
        pinned: [`${web}=10.77.0.10`],
      });
      expect((await lab.asked()).filter((question) => question === `A ${web}`)).toHaveLength(1);
      expect(lab.network.forbidden()).toBe(0);
    });

    it.each([
      ['one answer of two', ['10.77.0.10', addresses.forbidden], 'scope.outside'],
      ['an IPv6 answer beside a good one', ['10.77.0.10', addresses.forbidden6], 'scope.outside'],
      ['a denied address', ['10.77.0.20'], 'scope.denied'],
      ['loopback', ['127.0.0.1'], 'scope.denied'],
      ['the scanner itself', [addresses.scanner], 'scope.denied'],
    ])('to %s are refused', async (_, answer, code) => {
      await lab.answer({ ...steadyAnswers, [web]: [answer] });
      expect(await lab.call('http_probe', probe)).toMatchObject({ status: 'refused', error: { code } });
      expect(lab.network.forbidden()).toBe(0);
    });

    it('while a call waits in the queue: it runs to the address that was judged', async () => {
      await lab.answer({ ...steadyAnswers, [web]: [['10.77.0.11'], [addresses.forbidden]] });
      const first = lab.call('http_probe', { target: `http://${addresses.allowed[0]}/slow` });
      const second = await lab.call('http_probe', probe);
      await first;
      expect(second.status).toBe('succeeded');
      expect(second.metadata.pinned).toEqual([`${web}=10.77.0.11`]);
      expect(lab.network.forbidden()).toBe(0);
    });

    it('and a denied name that comes to an allowed address takes it out of the scope', async () => {
      const input = { target: '10.77.0.12', ports: '80' };
      expect((await lab.call('port_check', input)).status).toBe('succeeded');
      await lab.answer({ ...steadyAnswers, 'evil.lab.internal': [['10.77.0.12']] });
      expect(await lab.call('port_check', input)).toMatchObject({
        status: 'refused',
        error: { code: 'scope.denied' },
      });
    });
  },
);
