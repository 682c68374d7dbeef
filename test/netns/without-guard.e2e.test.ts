import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ports } from './allowed-services.ts';
import { openLab, steadyAnswers, type Lab } from './lab.ts';
import { addresses, canMakeNetworks } from './network.ts';
import { packetsUnguarded } from './unguarded.ts';

const [host] = addresses.allowed;
const name = 'web.lab.internal';
const curl = ['curl', '-q', '-s', '--max-time', '3', '--noproxy', '*'];
const nmap = ['nmap', '-n', '-sT', '-Pn', '-p', '80'];
const to = (location: string): string => `http://${host}/to?${encodeURIComponent(location)}`;

// A count of 0 says something only where the same act, done by the program alone, is counted.
describe.runIf(canMakeNetworks())(
  'what the guard keeps away is seen without it (needs root and namespaces)',
  () => {
    let lab: Lab;
    beforeAll(async () => {
      lab = await openLab('without');
    });
    afterAll(() => lab?.close());

    it.each([
      ['to a forbidden address', to(`http://${addresses.forbidden}/`)],
      ['to a forbidden address by IPv6', to(`http://[${addresses.forbidden6}]/`)],
      ['without a scheme', to(`//${addresses.forbidden}/`)],
      ['with a user', to(`http://${host}@${addresses.forbidden}/`)],
      ['of a front page', `http://${host}:${ports.toAddress}/`],
      ['of a front page, to a denied name', `http://${host}:${ports.toName}/`],
    ])('a redirect %s is followed by curl', async (_, url) => {
      await lab.answer({ ...steadyAnswers, 'evil.lab.internal': [[addresses.forbidden]] });
      expect(await packetsUnguarded(lab.network, [...curl, '-L', url])).toBeGreaterThan(0);
      await lab.answer(steadyAnswers);
    });

    it.each([
      ['curl', [...curl, `http://${name}/`]],
      ['nmap', ['nmap', '-Pn', '-p', '80', '-sT', name]],
      ['ping', ['ping', '-c', '1', '-W', '1', name]],
      ['sslscan', ['sslscan', '--timeout=2', name]],
    ])('a name that moves after the first look-up leads %s to the forbidden host', async (_, command) => {
      await lab.answer({ ...steadyAnswers, [name]: [['10.77.0.10'], [addresses.forbidden]] });
      const { metadata } = await lab.call('ping', { target: name, count: 1 });
      expect(metadata.pinned).toEqual([`${name}=10.77.0.10`]);
      expect(await packetsUnguarded(lab.network, command)).toBeGreaterThan(0);
      await lab.answer(steadyAnswers);
    });

    it.each([
      ['a public address', [...nmap, '8.8.8.8']],
      ['a public address by IPv6', [...nmap, '-6', '2001:4860:4860::8888']],
      ['another private network', [...nmap, '192.168.1.1']],
      ['cloud credentials', [...curl, 'http://169.254.169.254/']],
      ['a neighbour that is not there, whom only the wire is asked for', [...nmap, '10.77.0.130']],
      ['a denied address of the same wire', ['ping', '-c', '1', '-W', '1', '10.77.0.20']],
      ['a block that holds denied addresses', ['nmap', '-n', '-sn', '10.77.0.64/30']],
      ['a decoy', ['nmap', '-n', '-sS', '-Pn', '-p', '80', '-D', addresses.forbidden, host]],
      ['a second target', [...nmap, host, addresses.forbidden]],
      ['a resolver of the caller’s', ['dig', '+time=1', '+tries=1', '@8.8.8.8', name]],
    ])('a hostile call that goes through is seen: %s', async (_, command) => {
      expect(await packetsUnguarded(lab.network, command)).toBeGreaterThan(0);
    });

    it('the forbidden host writes down who comes', async () => {
      await lab.visits('forbidden');
      // To the end: a command that ends with its first packet may never be let in.
      const [first, ...rest] = lab.network.on('scanner');
      const { stdout } = await promisify(execFile)(first, [
        ...rest,
        ...curl,
        `http://${addresses.forbidden}/`,
      ]);
      expect(stdout).toContain('forbidden');
      expect(await lab.visits('forbidden')).toEqual(['tcp 80']);
    });
  },
);
