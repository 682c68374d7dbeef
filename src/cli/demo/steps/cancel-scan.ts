import { setTimeout as sleep } from 'node:timers/promises';
import { canListProcesses, descendantsOf, processesOfRuns, type ProcessFacts } from '../process-list.ts';
import type { Stage } from '../stage.ts';

/** Starts a scan that would take minutes, cancels it as a client does, and looks for what is left of it. */
export async function cancelScan({ connection, narrator, hasNmap }: Stage): Promise<void> {
  narrator.step('Cancel: a long scan is stopped, and with it everything that it started');
  const tool = hasNmap ? 'nmap' : 'port_check';
  const size = hasNmap
    ? '65,535 ports at 50 probes a second: twenty minutes'
    : '65,535 ports of eight addresses';
  narrator.say(`the agent asks ${tool} for ${size}`);
  const cancel = new AbortController();
  const call = connection.call(tool, hasNmap ? slowScan : longCheck, { signal: cancel.signal });
  if (!canListProcesses) {
    narrator.say('Processes can be listed on Linux alone, so this step only cancels.');
    await sleep(1000);
    cancel.abort();
    narrator.check((await call) === null, `${tool} was cancelled`);
    return;
  }
  const running = await waitForRun(connection.pid);
  narrator.check(running.length > 0, `${tool} is running, marked with its run:`);
  narrator.show(running.map(describe).join('\n'));
  const started = performance.now();
  cancel.abort();
  narrator.check((await call) === null, 'the client cancelled the call');
  const left = await waitForNone(new Set(running.flatMap(({ runId }) => runId ?? [])));
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  narrator.check(
    left.length === 0,
    `${left.length} processes of that run are left, ${seconds} s after the cancel`,
  );
  if (left.length > 0) narrator.show(left.map(describe).join('\n'));
}

/** Slow by its rate, whatever the machine. */
const slowScan = { target: '127.0.0.1', ports: '1-65535', max_rate: 50 };
const longCheck = { target: '127.0.0.1-8', ports: '1-65535' };

/** The processes of a run below the server, as soon as there are any; none after five seconds. */
async function waitForRun(server: number): Promise<readonly ProcessFacts[]> {
  for (let tries = 0; tries < 50; tries += 1) {
    const running = descendantsOf(server).filter(({ runId }) => runId !== null);
    if (running.length > 0) return running;
    await sleep(100);
  }
  return [];
}

/** What is still there of these runs; it is given two seconds to go. */
async function waitForNone(runIds: ReadonlySet<string>): Promise<readonly ProcessFacts[]> {
  for (let tries = 0; tries < 40 && processesOfRuns(runIds).length > 0; tries += 1) await sleep(50);
  return processesOfRuns(runIds);
}

const describe = ({ pid, command, runId }: ProcessFacts): string =>
  `${pid}  ${command.slice(0, 110)}  run ${runId ?? '?'}`;
