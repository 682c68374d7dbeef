import type { ToolState } from '../../app/app.ts';
import type { Planner } from '../../app/planner.ts';
import { createPrograms } from '../../app/programs.ts';
import { runLimitsOf } from '../../app/settings.ts';
import { createToolStates } from '../../app/tool-states.ts';
import type { Config } from '../../config/schema.ts';
import { createExecutor, type LocalExecutor } from '../../exec/executor.ts';
import { createLocate } from '../../exec/locate.ts';
import { startLauncher, type LauncherProcess } from '../../exec/start-launcher.ts';
import { systemClock } from '../../host/clock.ts';
import { runsRoot } from '../../host/places.ts';
import { systemRandom } from '../../host/random.ts';
import { packageVersion } from '../version.ts';

/** Looks at the program of every tool, as a server does when it starts. */
export async function lookAtTools(planner: Planner, config: Config): Promise<readonly ToolState[]> {
  const executor = createProbeExecutor(config, startLauncher());
  const states = await toolStatesBy(executor, planner, config);
  await executor.close();
  return states;
}

/** The states of the tools, as an executor sees their programs. */
export function toolStatesBy(
  { run }: LocalExecutor,
  planner: Planner,
  config: Config,
): Promise<readonly ToolState[]> {
  const executor = { run, locate: createLocate(config.tool.search_path) };
  const programs = createPrograms({ executor, random: systemRandom, version: packageVersion() }, systemClock);
  return createToolStates(planner, programs, systemClock).now();
}

/** An executor for probes: `true` and the like are found wherever the operator looks for tools. */
export const createProbeExecutor = (config: Config, launcher: LauncherProcess): LocalExecutor =>
  createExecutor({
    launcher,
    clock: systemClock,
    searchPath: [...config.tool.search_path, '/usr/bin', '/bin'],
    graceMs: config.limits.kill_grace_sec * 1000,
    tmpRoot: runsRoot(),
    keep: { stdoutBytes: 0, stderrBytes: 0 },
    streamBytes: 0,
    mostOutputBytes: config.limits.output_hard_cap_bytes,
    artifacts: null,
    sandbox: config.sandbox.mode,
    acceptRaw: config.sandbox.accept_raw_without_netns,
    limits: runLimitsOf(config),
  });
