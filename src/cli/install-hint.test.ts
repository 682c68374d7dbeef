import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { catalogue } from '../tools/catalogue.ts';
import { installHint, packageSystem } from './install-hint.ts';

describe('installHint', () => {
  it.each([
    ['debian', 'nmap', 'sudo apt-get install nmap'],
    ['debian', 'dig', 'sudo apt-get install bind9-dnsutils'],
    ['fedora', 'dig', 'sudo dnf install bind-utils'],
    ['alpine', 'dig', 'apk add bind-tools'],
    ['brew', 'dig', 'brew install bind'],
    ['debian', 'ping', 'sudo apt-get install iputils-ping'],
    ['fedora', 'snmpwalk', 'sudo dnf install net-snmp-utils'],
    ['debian', 'a-program-of-yours', 'sudo apt-get install a-program-of-yours'],
    [null, 'nmap', 'install nmap with the package manager of this system'],
  ] as const)('on %s knows how to get %s', (system, program, hint) => {
    expect(installHint(program, system)).toBe(hint);
  });
});

it.each(['debian', 'fedora', 'alpine', 'brew'] as const)(
  'knows the package on %s of every program that a tool of the catalogue starts',
  (system) => {
    const table = readFileSync(new URL('../../bin/programs.json', import.meta.url), 'utf8');
    const rows = z
      .array(z.looseObject({ name: z.string(), [system]: z.string().min(2) }))
      .parse(JSON.parse(table));
    const known = rows.map(({ name }) => name);
    const needed = catalogue.flatMap(({ program }) => (program.kind === 'system' ? [program.name] : []));
    expect(needed.filter((name) => !known.includes(name))).toEqual([]);
  },
);

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
