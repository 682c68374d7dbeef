import { findHierarchies } from '../../exec/sandbox/cgroup/find-hierarchies.ts';
import type { LauncherProcess } from '../../exec/start-launcher.ts';
import { systemClock } from '../../host/clock.ts';
import { storePlace } from '../../host/places.ts';
import type { CommonOptions } from '../common-options.ts';
import { exitCodes } from '../exit-code.ts';
import { thisSystem } from '../install-hint.ts';
import { createProbeExecutor, toolStatesBy } from '../listings/look-at-tools.ts';
import { paintFor, writeJson } from '../report.ts';
import { loadPlanner } from '../settings/load-planner.ts';
import type { Terminal } from '../terminal.ts';
import { checkAudit } from './check-audit.ts';
import { checkCgroups } from './check-cgroups.ts';
import { checkEngagement } from './check-engagement.ts';
import { checkLauncher } from './check-launcher.ts';
import { checkListener } from './check-listener.ts';
import { checkNode } from './check-node.ts';
import { checkProgram } from './check-program.ts';
import { checkRights } from './check-rights.ts';
import { checkPools, checkSandbox } from './check-sandbox.ts';
import { checkScope } from './check-scope.ts';
import { renderDiagnosis, type Diagnosis } from './diagnosis.ts';

/** `doctor`: looks at everything that a call needs. The exit code is 5 where something is broken. */
export async function runDoctor(
  terminal: Terminal,
  common: CommonOptions,
  launcher: LauncherProcess,
): Promise<number> {
  const loaded = await loadPlanner(terminal, common);
  if (!loaded.ok) return loaded.error;
  const { planner, settings } = loaded.value;
  const { config, file, version } = settings;
  const executor = createProbeExecutor(config, launcher);
  // Before our own is made, which removes what dead servers left.
  const pools = await executor.pools();
  const programs = await toolStatesBy(executor, planner, config);
  const system = thisSystem();
  const diagnoses: readonly Diagnosis[] = [
    checkNode(process.version),
    {
      name: 'config',
      status: 'ok',
      message: `${version}  ${file ?? 'no file; defaults and environment alone'}`,
    },
    checkListener(config),
    checkScope(planner.scope),
    checkEngagement(planner.engagement, planner.signature, systemClock.wallMs()),
    ...programs.map((state) => checkProgram(state, system)),
    await checkLauncher(executor),
    checkSandbox(config.sandbox.mode, await executor.sandbox()),
    ...checkPools(pools),
    checkCgroups(findHierarchies()),
    await checkAudit(storePlace(config, terminal.env)),
    checkRights(process.getuid?.()),
  ];
  await executor.close();
  const broken = diagnoses.some(({ status }) => status === 'broken');
  const exitCode = broken ? exitCodes.environment : exitCodes.ok;
  if (common.json) await writeJson(terminal, 'doctor', { ok: !broken, checks: diagnoses });
  else {
    const paint = paintFor(terminal, common, 'write');
    const shown = common.quiet ? diagnoses.filter(({ status }) => status !== 'ok') : diagnoses;
    await terminal.write(shown.map((diagnosis) => renderDiagnosis(diagnosis, paint)).join(''));
    if (broken) terminal.tell(`Something is broken; see ✗ above.  exit ${exitCode}\n`);
  }
  return exitCode;
}
