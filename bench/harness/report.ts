import { z } from 'zod';

const goal = z.strictObject({
  id: z.string(),
  /** What is measured, with its unit or its reference. */
  what: z.string(),
  bound: z.enum(['≤', '≥']),
  limit: z.number(),
  /** One value for each round. */
  rounds: z.array(z.number()).min(1).readonly(),
  /** False where the number is told and never fails a run. */
  gate: z.boolean(),
});

const row = z.strictObject({ variant: z.string(), values: z.record(z.string(), z.number()) });

/** What a suite found; it crosses a process boundary, so its shape is checked. */
export const suiteReportSchema = z.strictObject({
  suite: z.string(),
  /** Why nothing was measured, or null. */
  skipped: z.string().nullable(),
  /** Why it broke off, or null. */
  broken: z.string().nullable(),
  rows: z.array(row).readonly(),
  goals: z.array(goal).readonly(),
  notes: z.array(z.string()).readonly(),
});

export type SuiteReport = z.output<typeof suiteReportSchema>;
export type Goal = z.output<typeof goal>;
export type Row = z.output<typeof row>;

/** How long a bench may take: a minute for all suites, or as long as stable numbers need. */
export type Effort = 'quick' | 'full';

/** One question that the bench answers, in a process of its own. */
export interface Suite {
  readonly name: string;
  readonly run: (effort: Effort) => Promise<Findings>;
}

/** What a suite returns; its name is added. */
export type Findings = Pick<SuiteReport, 'rows' | 'goals'> & {
  readonly notes?: readonly string[];
  readonly skipped?: string;
};
