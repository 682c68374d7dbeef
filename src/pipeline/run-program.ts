import type { Progress } from '../kernel/run-event.ts';
import type { Finding, Plan, Reader } from '../tools/tool.ts';
import type { Call } from './call.ts';
import type { Execution, Ports } from './ports.ts';

/** Runs the program of a plan, and gives its reader what it prints while it arrives. */
export const runProgram = (
  { executor }: Pick<Ports, 'executor'>,
  { runId, signal }: Pick<Call, 'runId' | 'signal'>,
  plan: Plan,
  reader: Reader<Finding>,
  report: (progress: Progress) => void,
): Promise<Execution> =>
  executor.run({
    runId,
    plan,
    signal,
    onStdout: (chunk) => {
      const news = reader.write(chunk);
      if (news !== null) report(news);
    },
    artifacts: true,
  });
