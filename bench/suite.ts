import { exitOnSignals } from './harness/exit-on-signals.ts';
import type { Effort, SuiteReport } from './harness/report.ts';
// One suite in a process of its own; `harness/run-suite.ts` starts it.
import { findSuite } from './suites.ts';

exitOnSignals();
const [name = '', asked] = process.argv.slice(2);
const effort: Effort = asked === 'full' ? 'full' : 'quick';
const findings = await findSuite(name).run(effort);
const report: SuiteReport = { suite: name, skipped: null, broken: null, notes: [], ...findings };
process.send?.(report);
