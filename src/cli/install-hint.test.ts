import { describe, expect, it } from 'vitest';
import { installHint, packageSystem } from './install-hint.ts';

describe('installHint', () => {
  it.each([
    ['debian', 'nmap', 'sudo apt-get install nmap'],
    ['debian', 'dig', 'sudo apt-get install bind9-dnsutils'],
    ['fedora', 'dig', 'sudo dnf install bind-utils'],
    ['alpine', 'dig', 'apk add bind-tools'],
    ['brew', 'dig', 'brew install bind'],
    ['debian', 'ping', 'sudo apt-get install ping'],
    [null, 'nmap', 'install nmap with the package manager of this system'],
  ] as const)('on %s knows how to get %s', (system, program, hint) => {
    expect(installHint(program, system)).toBe(hint);
  });
});

describe('packageSystem', () => {
  it.each([
    ['linux', 'ID=debian\nVERSION_ID="12"', 'debian'],
    ['linux', 'NAME="Rocky Linux"\nID="rocky"\nID_LIKE="rhel centos fedora"', 'fedora'],
    ['linux', 'ID=linuxmint\nID_LIKE="ubuntu debian"', 'debian'],
    ['linux', 'ID=alpine', 'alpine'],
    ['linux', 'ID=arch', null],
    ['linux', '', null],
    ['darwin', '', 'brew'],
    ['win32', '', null],
  ] as const)('%s with %j is %s', (platform, release, system) => {
    expect(packageSystem(platform, release)).toBe(system);
  });
});
