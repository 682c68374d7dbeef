import { spawn } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { atMost } from '../harness/goals.ts';
import { endOf, own } from '../harness/owned-processes.ts';
import type { Suite } from '../harness/report.ts';
import { interleave, typical } from '../harness/rounds.ts';
import { spawnOnce } from '../harness/spawn-once.ts';
import { median } from '../harness/statistics.ts';
import { checkoutEntry, makeHome, type Home } from '../subjects/home.ts';
import { stdioClient } from '../subjects/stdio-client.ts';
import { initializeParams } from '../subjects/tool-call.ts';

/** From the start of the process to the answer of `initialize`, as a client that starts a session waits for it. */
export const coldSuite: Suite = {
  name: 'cold',
  run: async (effort) => {
    const home = makeHome();
    const built = installBuilt(home);
    const variants = [
      { name: reference, measure: () => millisecondsOf(() => spawnOnce(process.execPath, ['-e', '0'])) },
      { name: 'serve --stdio from sources', measure: () => timeToInitialize(checkoutEntry, home) },
      ...(built === null ? [] : [{ name: fromBuild, measure: () => timeToInitialize(built, home) }]),
    ];
    const rounds = await interleave(variants, effort === 'full' ? 20 : 4);
    const ratios = (name: string): readonly number[] => rounds.ratios(name, reference, (ms) => ms);
    return {
      rows: variants.map(({ name }) => ({
        variant: name,
        values: { 'p50 ms': typical(rounds, name, (ms) => ms), '× ref': median(ratios(name)) },
      })),
      goals: built === null ? [] : [atMost('P15', `${fromBuild} × node -e 0`, 3.8, ratios(fromBuild))],
      notes:
        built === null ? ['Nothing is built here: `npm run build` first adds the start of the package.'] : [],
    };
  },
};

const reference = 'node -e 0';
const fromBuild = 'serve --stdio from the build';

/** Lays the build out as an installed package has it, where no sources are; null where there is no build. */
function installBuilt({ folder }: Home): string | null {
  const build = fileURLToPath(new URL('../../dist', import.meta.url));
  if (!existsSync(join(build, 'cli', 'main.js'))) return null;
  const root = join(folder, 'package');
  const entry = join(root, 'bin', 'bailiwick.mjs');
  mkdirSync(join(root, 'bin'), { recursive: true });
  copyFileSync(checkoutEntry, entry);
  symlinkSync(build, join(root, 'dist'));
  return entry;
}

const timeToInitialize = (entry: string, { env, command }: Home): Promise<number> =>
  millisecondsOf(async () => {
    const [, ...words] = command('serve', '--stdio');
    const child = own(
      spawn(process.execPath, [entry, ...words], { env, stdio: ['pipe', 'pipe', 'inherit'] }),
    );
    await stdioClient(child.stdin, child.stdout).request('initialize', initializeParams);
    return () => endOf(child);
  });

/** Times an action; what it returns is done afterwards, outside the measurement. */
async function millisecondsOf(action: () => Promise<void | (() => Promise<void>)>): Promise<number> {
  const from = performance.now();
  const afterwards = await action();
  const spent = performance.now() - from;
  await afterwards?.();
  return spent;
}
