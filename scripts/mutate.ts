import { spawn } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

// Changes the state machines of src/resilience in one place at a time, and tells which changes no test notices.
// `node scripts/mutate.ts [file …]`; it takes some minutes, works on copies, and exits with 1 below the least score.

const leastPercent = 90;
/** A change that makes a loop endless is found by that. */
const longestMs = 40_000;
const atOnce = 2;
/** Each file, and how the names of its tests begin. */
const machines: Readonly<Record<string, string>> = {
  'breaker.ts': 'breaker',
  'breaker-phase.ts': 'breaker',
  'failure-rate.ts': 'breaker',
  'bulkhead.ts': 'bulkhead',
  'token-bucket.ts': 'token-bucket',
};

interface Mutant {
  readonly line: number;
  readonly before: string;
  readonly after: string;
  readonly source: string;
}

/** Each is put in place of the other. Operators stand between spaces, which parts them from types. */
const pairs: readonly (readonly [string, string])[] = [
  [' === ', ' !== '],
  [' < ', ' <= '],
  [' > ', ' >= '],
  [' + ', ' - '],
  [' * ', ' / '],
  [' += ', ' -= '],
  [' && ', ' || '],
  ['true', 'false'],
  ['Math.min', 'Math.max'],
  ['Math.ceil', 'Math.floor'],
];
/** All that is put in place of something else. */
const swaps: readonly (readonly [string | RegExp, string])[] = [
  ...pairs,
  ...pairs.map(([one, other]) => [other, one] as const),
  [/\b0\b/, '1'],
  [/\b1\b/, '0'],
  [/\bif \(/, 'if (true || '],
  [/\bif \(/, 'if (false && '],
  [/!(?=[a-z])/, ''],
  [/'[a-z_]+'/, "'other'"],
  // A whole statement that only calls something, or sets something.
  [/^ +[\w.]+\(.*\);$/, ''],
  [/^ +[\w.]+ [+-]?= .*;$/, ''],
];

/** Lines that say nothing at run time: types, imports and comments. */
const silent = /^\s*(?:import|export (?:type|interface)|readonly|\/\/|\/?\*|\||\w+: [\w<>]+;$)/;

const mutantsOf = (source: string): readonly Mutant[] => {
  const lines = source.split('\n');
  return lines.flatMap((text, index) => {
    if (silent.test(text) || text.startsWith('} from ')) return [];
    return swaps.flatMap(([pattern, replacement]) =>
      [...text.matchAll(new RegExp(patternOf(pattern), 'g'))].flatMap((match) => {
        const after = text.slice(0, match.index) + replacement + text.slice(match.index + match[0].length);
        const mutated = lines.with(index, after).join('\n');
        return isCode(mutated) ? [{ line: index + 1, before: text, after, source: mutated }] : [];
      }),
    );
  });
};

const patternOf = (text: string | RegExp): string =>
  typeof text === 'string' ? text.replaceAll(/[*+|.]/g, String.raw`\$&`) : text.source;

function isCode(source: string): boolean {
  try {
    stripTypeScriptTypes(source);
    return true;
  } catch {
    return false;
  }
}

/** A copy of the room and of what it stands on, for as long as this process lives. */
function openCopy(): string {
  const folder = mkdtempSync(join(tmpdir(), 'bailiwick-mutants-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  for (const room of ['kernel', 'resilience'])
    cpSync(join('src', room), join(folder, 'src', room), { recursive: true });
  symlinkSync(join(process.cwd(), 'node_modules'), join(folder, 'node_modules'));
  writeFileSync(join(folder, 'package.json'), '{"type":"module"}');
  return folder;
}

/** True where no test of a file fails. */
function passes(folder: string, file: string): Promise<boolean> {
  const vitest = join('node_modules', 'vitest', 'vitest.mjs');
  const tests = `src/resilience/${machines[file] ?? ''}`;
  const options = ['--bail=1', '--no-isolate', '--maxWorkers=1', '--testTimeout=30000'];
  const child = spawn(process.execPath, [vitest, 'run', ...options, tests], {
    cwd: folder,
    stdio: 'ignore',
    timeout: longestMs,
    killSignal: 'SIGKILL',
  });
  return new Promise((resolve) => void child.on('exit', (code) => resolve(code === 0)));
}

async function survivorsOf(mutants: Iterator<Mutant>, of: string): Promise<readonly Mutant[]> {
  const folder = openCopy();
  const survivors: Mutant[] = [];
  if (!(await passes(folder, of))) throw new Error('the tests fail as it is');
  for (let next = mutants.next(); next.done !== true; next = mutants.next()) {
    writeFileSync(join(folder, 'src', 'resilience', of), next.value.source);
    // oxlint-disable-next-line no-await-in-loop -- one change at a time in each copy
    if (await passes(folder, of)) survivors.push(next.value);
  }
  return survivors;
}

const files = process.argv.length > 2 ? process.argv.slice(2) : Object.keys(machines);
let isGood = true;
for (const file of files) {
  const mutants = mutantsOf(readFileSync(join('src', 'resilience', file), 'utf8'));
  const queue = mutants.values();
  // oxlint-disable-next-line no-await-in-loop -- file after file
  const survivors = (
    await Promise.all(Array.from({ length: atOnce }, () => survivorsOf(queue, file)))
  ).flat();
  const percent = 100 * (1 - survivors.length / mutants.length);
  isGood &&= percent >= leastPercent;
  process.stdout.write(`${file}: ${mutants.length} changes, ${percent.toFixed(1)} % noticed\n`);
  for (const { line, before, after } of survivors)
    process.stdout.write(`  ${file}:${line}\n    - ${before.trim()}\n    + ${after.trim()}\n`);
}
process.exitCode = isGood ? 0 : 1;
