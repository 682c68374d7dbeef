import { readFileSync } from 'node:fs';
import * as z from 'zod';

/** A family of systems whose packages have the same names. */
export type PackageSystem = 'debian' | 'fedora' | 'alpine' | 'brew';

/** How to install a program on a system; where the system is not known, that it must be installed. */
export function installHint(program: string, system: PackageSystem | null): string {
  if (system === null) return `install ${program} with the package manager of this system`;
  const name = packages().find((row) => row.name === program)?.[system] ?? program;
  return `${installers[system]} ${name}`;
}

/** The family that this machine belongs to, or null. */
export const thisSystem = (): PackageSystem | null => packageSystem(process.platform, osRelease());

/** Judges a platform and the text of its os-release(5) file. */
export function packageSystem(platform: NodeJS.Platform, release: string): PackageSystem | null {
  if (platform === 'darwin') return 'brew';
  if (platform !== 'linux') return null;
  const ids = [...release.matchAll(/^(?:ID|ID_LIKE)=["']?([^"'\n]{0,200})/gm)].flatMap(([, words = '']) =>
    words.split(' '),
  );
  for (const id of ids) {
    const system = families.get(id);
    if (system !== undefined) return system;
  }
  return null;
}

const families: ReadonlyMap<string, PackageSystem> = new Map([
  ['debian', 'debian'],
  ['ubuntu', 'debian'],
  ['fedora', 'fedora'],
  ['rhel', 'fedora'],
  ['centos', 'fedora'],
  ['alpine', 'alpine'],
]);

const installers: Readonly<Record<PackageSystem, string>> = {
  debian: 'sudo apt-get install',
  fedora: 'sudo dnf install',
  alpine: 'apk add',
  brew: 'brew install',
};

const packageTable = z.array(
  z.strictObject({
    name: z.string(),
    debian: z.string(),
    fedora: z.string(),
    brew: z.string(),
    alpine: z.string(),
  }),
);

/** The table that the set-up reads too. It lies in `bin`, since src and dist lie equally deep beside it. */
const packages = (): z.infer<typeof packageTable> =>
  packageTable.parse(JSON.parse(readFileSync(new URL('../../bin/programs.json', import.meta.url), 'utf8')));

function osRelease(): string {
  try {
    return readFileSync('/etc/os-release', 'utf8');
  } catch {
    return '';
  }
}
