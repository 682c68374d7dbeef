import { describe, expect, test } from 'vitest';
import { decide, needsOwnNode } from '../../scripts/setup-plan.cjs';

const ready = {
  nodeVersion: 'v24.21.0',
  platform: 'linux',
  arch: 'x64',
  musl: false,
  root: true,
  debian: true,
  toolchain: 'absent',
  modules: 'current',
  missingPrograms: [],
} as const;

describe('what is left to set up', () => {
  test('nothing, where everything is there', () => {
    expect(decide(ready)).toEqual([]);
    expect(decide({ ...ready, nodeVersion: 'v20.20.2', toolchain: 'current' })).toEqual([]);
  });

  test('everything in order on a fresh Debian machine under an old Node', () => {
    const facts = {
      ...ready,
      nodeVersion: 'v18.19.0',
      modules: 'absent',
      missingPrograms: ['nmap', 'dig'],
    } as const;
    expect(decide(facts)).toEqual([
      { kind: 'toolchain' },
      { kind: 'modules' },
      { kind: 'apt', packages: ['nmap', 'bind9-dnsutils'] },
    ]);
  });

  test.each(['absent', 'stale'] as const)('the dependencies, where they are %s', (modules) => {
    expect(decide({ ...ready, modules })).toEqual([{ kind: 'modules' }]);
  });

  test('a stale Node of the project matters only under an old Node', () => {
    expect(decide({ ...ready, toolchain: 'stale' })).toEqual([]);
    expect(decide({ ...ready, nodeVersion: 'v22.1.0', toolchain: 'stale' })).toEqual([{ kind: 'toolchain' }]);
  });

  test('only the programs that are missing are installed', () => {
    expect(decide({ ...ready, missingPrograms: ['dig'] })).toEqual([
      { kind: 'apt', packages: ['bind9-dnsutils'] },
    ]);
  });
});

describe('what cannot be set up is named, with the way to get it', () => {
  test('without root on Debian: the exact command, and the job goes on', () => {
    const [step, ...more] = decide({ ...ready, root: false, missingPrograms: ['nmap', 'dig'] });
    expect(more).toEqual([]);
    expect(step).toMatchObject({
      kind: 'advise',
      text: expect.stringContaining('sudo apt-get install -y --no-install-recommends nmap bind9-dnsutils'),
    });
  });

  test('root on another system gets the names of its own packages, and no apt-get', () => {
    const [step] = decide({ ...ready, debian: false, missingPrograms: ['dig'] });
    expect(step).toMatchObject({
      kind: 'advise',
      text: expect.stringMatching(
        /^dig not found.*dnf install bind-utils \| brew install bind \| apk add bind-tools$/,
      ),
    });
  });

  test.each([
    { platform: 'darwin', arch: 'arm64', musl: false },
    { platform: 'linux', arch: 'ppc64', musl: false },
    { platform: 'linux', arch: 'x64', musl: true },
  ])('an old Node on $platform $arch (musl: $musl) stops, because no Node is shipped for it', (system) => {
    const steps = decide({ ...ready, ...system, nodeVersion: 'v20.0.0', modules: 'absent' });
    expect(steps).toHaveLength(1);
    expect(steps[0]).toMatchObject({
      kind: 'stop',
      text: expect.stringContaining('https://nodejs.org/en/download'),
    });
  });

  test('a new Node on any platform needs no Node of the project', () => {
    expect(decide({ ...ready, platform: 'darwin', debian: false, modules: 'absent' })).toEqual([
      { kind: 'modules' },
    ]);
  });
});

test('versions are compared as numbers', () => {
  expect(needsOwnNode('v9.99.0')).toBe(true);
  expect(needsOwnNode('v23.11.0')).toBe(true);
  expect(needsOwnNode('v24.0.0')).toBe(false);
  expect(needsOwnNode('v100.0.0')).toBe(false);
});
