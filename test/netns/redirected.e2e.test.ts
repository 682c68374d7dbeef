import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ports } from './allowed-services.ts';
import { openLab, steadyAnswers, type Lab } from './lab.ts';
import { addresses, canMakeNetworks } from './network.ts';

const [host] = addresses.allowed;
const to = (location: string): string => `http://${host}/to?${encodeURIComponent(location)}`;

describe.runIf(canMakeNetworks())('redirects, where packets are counted (needs root and namespaces)', () => {
  let lab: Lab;
  beforeAll(async () => {
    lab = await openLab('hops');
  });
  afterAll(() => lab?.close());
  beforeEach(() => lab.network.reset());

  it.each([
    ['a forbidden address', to(`http://${addresses.forbidden}/`), 'scope.outside'],
    ['a forbidden address over TLS', to(`https://${addresses.forbidden}/`), 'scope.outside'],
    ['a denied address', to('http://10.77.0.20/'), 'scope.denied'],
    ['a denied name', to('http://evil.lab.internal/'), 'scope.denied'],
    ['a denied name, without a scheme', to('//evil.lab.internal/'), 'scope.denied'],
    ['a stranger', to('http://www.example.com/'), 'scope.outside'],
    ['a denied port', to(`http://${host}:9100/`), 'scope.port'],
    ['another scheme', to('ftp://10.77.0.10/'), 'input.invalid'],
    ['a user before a forbidden host', to(`http://${host}@${addresses.forbidden}/`), 'input.invalid'],
    ['an IPv6 host that is forbidden', to(`http://[${addresses.forbidden6}]/`), 'input.invalid'],
    ['loopback', to('http://127.0.0.1/'), 'scope.denied'],
    ['a front page of another port', `http://${host}:${ports.toAddress}/`, 'scope.outside'],
  ])('to %s are not followed', async (_, target, code) => {
    const { status, result } = await lab.call('http_probe', { target });
    expect(status).toBe('succeeded');
    expect(result).toMatchObject({ stopped: { code } });
    expect(lab.network.forbidden()).toBe(0);
  });

  it('to another allowed host, by its name, are followed to its pinned address', async () => {
    const { result } = await lab.call('http_probe', { target: to('http://db.lab.internal/admin') });
    expect(result).toMatchObject({ status: 200, url: 'http://db.lab.internal/admin' });
    expect((await lab.visits('allowed')).at(-1)).toBe('10.77.0.11 db.lab.internal /admin');
    expect(lab.network.forbidden()).toBe(0);
  });

  it('to a name that moves out of the scope between two hops are not followed', async () => {
    await lab.answer({ ...steadyAnswers, 'web.lab.internal': [['10.77.0.10'], [addresses.forbidden]] });
    const target = `http://web.lab.internal/to?${encodeURIComponent('http://web.lab.internal:8080/')}`;
    const { result } = await lab.call('http_probe', { target });
    expect(result).toMatchObject({ stopped: { code: 'scope.outside' } });
    expect(lab.network.forbidden()).toBe(0);
    await lab.answer(steadyAnswers);
  });

  it('that nmap’s scripts and probes are shown lead nowhere', async () => {
    const { page, toAddress, toName, toStranger, tlsToAddress, greeting } = ports;
    const scripts = await lab.call('nmap', {
      target: host,
      ports: [page, toAddress, toName, toStranger, tlsToAddress, greeting].join(','),
      scripts: ['http-title', 'http-headers', 'ssl-cert'],
    });
    const probes = await lab.call('nmap', {
      target: host,
      ports: String(toAddress),
      service_detection: true,
    });
    expect([scripts.status, probes.status]).toEqual(['succeeded', 'succeeded']);
    expect(lab.network.forbidden()).toBe(0);
  });

  it('that gobuster is shown are not followed', async () => {
    const target = `http://${host}:${ports.toAddress}/`;
    await lab.call('gobuster', { target, wordlist: 'common.txt' });
    expect(lab.network.forbidden()).toBe(0);
  });
});
