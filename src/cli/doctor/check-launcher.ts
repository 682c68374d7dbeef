import { systemRandom } from '../../host/random.ts';
import { newRunId } from '../../kernel/ids.ts';
import type { Executor } from '../../pipeline/ports.ts';
import { barePlan } from '../../tools/bare-plan.ts';
import type { Plan } from '../../tools/tool.ts';
import type { Diagnosis } from './diagnosis.ts';

/** Starts `true` through the launcher, as any tool is started, and sees it end well. */
export async function checkLauncher(executor: Executor): Promise<Diagnosis> {
  const name = 'launcher';
  const { ending, seconds } = await executor.run({
    runId: newRunId(systemRandom),
    plan: nothing,
    signal: new AbortController().signal,
    onStdout: () => undefined,
    artifacts: false,
  });
  if (ending.kind === 'exited' && ending.code === 0) {
    return { name, status: 'ok', message: `starts programs, in ${Math.ceil(seconds * 1000)} ms` };
  }
  const why =
    ending.kind === 'not_started' ? ending.failure.message : `a program that does nothing ${ending.kind}`;
  return {
    name,
    status: 'broken',
    message: why,
    fix: 'see that processes may be started and that the temporary folder is writable',
  };
}

const nothing: Plan = { ...barePlan, tool: 'doctor', program: { kind: 'system', name: 'true' } };
