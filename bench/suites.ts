import type { Suite } from './harness/report.ts';
import { auditSuite } from './suites/audit.ts';
import { callSuite } from './suites/call.ts';
import { coldSuite } from './suites/cold.ts';
import { nmapSuite } from './suites/nmap.ts';
import { outputSuite } from './suites/output.ts';
import { planSuite } from './suites/plan.ts';
import { scopeSuite } from './suites/scope.ts';
import { spawnSuite } from './suites/spawn.ts';
import { xmlSuite } from './suites/xml.ts';

/** Every suite, in the order in which they are run. */
export const suites: readonly Suite[] = [
  spawnSuite,
  callSuite,
  planSuite,
  scopeSuite,
  auditSuite,
  outputSuite,
  xmlSuite,
  coldSuite,
  nmapSuite,
];

/** The suite of that name. */
export function findSuite(name: string): Suite {
  const found = suites.find((suite) => suite.name === name);
  if (found === undefined) throw new Error(`there is no suite ${name}`);
  return found;
}
