// npm run bench [-- --quick|--full] [--only NAME,NAME] [--json FILE]: see docs/benchmarks.md.
import { writeFileSync } from 'node:fs';
import { exitOnSignals } from './harness/exit-on-signals.ts';
import { fails, goalLine } from './harness/goals.ts';
import { load, machineLines, thisMachine } from './harness/machine.ts';
import { readOptions, type Options } from './harness/options.ts';
import type { SuiteReport } from './harness/report.ts';
import { runSuite } from './harness/run-suite.ts';
import { renderTable } from './harness/table.ts';
import { suites } from './suites.ts';

exitOnSignals();
process.exitCode = await bench(readArguments());

async function bench(options: Options): Promise<number> {
  const machine = thisMachine();
  const loadBefore = load();
  process.stdout.write(machineLines(machine, loadBefore));
  const began = performance.now();
  const reports: SuiteReport[] = [];
  for (const name of options.suites) {
    const report = await runSuite(name, options.effort).catch((error: unknown) => brokenReport(name, error));
    process.stdout.write(`\n${describe(report)}`);
    reports.push(report);
  }
  const loadAfter = load();
  const seconds = (performance.now() - began) / 1000;
  process.stdout.write(`\n${seconds.toFixed(0)} s, ${options.effort}. ${machineLines(machine, loadAfter)}`);
  if (options.json !== null) {
    const all = { machine, effort: options.effort, load: [loadBefore, loadAfter], seconds, suites: reports };
    writeFileSync(options.json, `${JSON.stringify(all, null, 2)}\n`);
  }
  return reports.some(({ broken, goals }) => broken !== null || goals.some(fails)) ? 1 : 0;
}

/** One suite that breaks costs its own figures and the exit code, not the other suites. */
function brokenReport(suite: string, error: unknown): SuiteReport {
  const broken = error instanceof Error ? error.message : String(error);
  return { suite, skipped: null, broken, rows: [], goals: [], notes: [] };
}

function describe({ suite, skipped, broken, rows, goals, notes }: SuiteReport): string {
  if (skipped !== null) return `${suite}: skipped: ${skipped}\n`;
  if (broken !== null) return `${suite}: BROKEN: ${broken}\n`;
  const lines = [...notes, ...goals.map(goalLine)];
  return `${suite}\n${renderTable(rows)}${lines.map((line) => `${line}\n`).join('')}`;
}

function readArguments(): Options {
  try {
    return readOptions(
      process.argv.slice(2),
      suites.map(({ name }) => name),
    );
  } catch (error) {
    process.stderr.write(`bench: ${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(2);
  }
}
