import type { Config } from '../../config/schema.ts';
import type { Check, Verdict } from './check.ts';
import { lookAtDependencies } from './dependencies-check.ts';
import { lookAtProcess, type ProcessReadings } from './process-check.ts';
import { lookAtSystem, type MachineReadings } from './system-check.ts';

/** What the checks of the original design read. */
export interface MachinePorts {
  readonly machine: MachineReadings;
  readonly process: ProcessReadings;
  /** Whether a program or module of that name is there; nothing of it is started or loaded. */
  readonly hasDependency: (name: string) => Promise<boolean>;
}

/** The checks of machine, process and dependencies, by the section `health` of whatever configuration is in force. */
export function machineChecks(ports: MachinePorts, section: () => Config['health']): readonly Check[] {
  const repeated = (name: string, groups: Check['groups'], look: () => Promise<Verdict>): Check => ({
    name,
    groups,
    run: look,
    get timeoutMs() {
      return section().timeout * 1000;
    },
    get intervalMs() {
      return section().check_interval * 1000;
    },
    failAfter: 3,
    passAfter: 1,
    critical: true,
  });
  return [
    repeated('system', [], () => {
      const { cpu_threshold: cpu, memory_threshold: memory, disk_threshold: disk } = section();
      return lookAtSystem(ports.machine, { cpu, memory, disk });
    }),
    repeated('process', ['live'], async () => lookAtProcess(ports.process)),
    repeated('dependencies', [], () => lookAtDependencies(section().dependencies, ports.hasDependency)),
  ];
}
