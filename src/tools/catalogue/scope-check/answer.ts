import { createJsonBudget } from '../../../output/json-budget.ts';
import type { Standing } from '../../../scope/engagement-standing.ts';
import type { TargetReport } from '../../../scope/target-report.ts';
import type { Finding } from '../../tool.ts';
import type { ScopeCheckResult } from './result.ts';

/**
 * The answer: how the engagement stands, and a row for each target; where there are many, the later ones are told without the
 * way out.
 */
export function answerOf(reports: readonly TargetReport[], standing: Standing): Finding {
  const fits = createJsonBudget(wholeRows);
  const targets = reports.map((report) => rowOf(fits(report) ? report : { ...report, next: [] }));
  const result: ScopeCheckResult = { engagement: standing.words, targets };
  // What the scope allows is not what may be done: nobody shall read the one as the other.
  const closed = standing.open ? '' : ` No call would start: the engagement is ${standing.words}.`;
  return { result, summary: `${summaryOf(reports)}${closed}`, untrustedFields: [] };
}

/** Bytes of JSON of the rows that are told whole. */
const wholeRows = 6000;

const rowOf = ({ addresses, next, ...row }: TargetReport): ScopeCheckResult['targets'][number] => ({
  ...row,
  addresses: [...addresses],
  next: [...next],
});

function summaryOf(reports: readonly TargetReport[]): string {
  const [only] = reports;
  if (only !== undefined && reports.length === 1) return only.why;
  const counts = (['allowed', 'refused', 'unresolved'] as const).flatMap((decision) => {
    const count = reports.filter((report) => report.decision === decision).length;
    return count === 0 ? [] : [`${count} ${decision}`];
  });
  return `${counts.join(', ')} of ${reports.length} targets.`;
}
