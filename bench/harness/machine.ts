import { cpus, loadavg, release, totalmem } from 'node:os';

/** What the numbers were measured on. */
export interface Machine {
  readonly cpu: string;
  readonly cores: number;
  readonly memory_gb: number;
  readonly kernel: string;
  readonly node: string;
}

/** Reads what this machine is. */
export function thisMachine(): Machine {
  const all = cpus();
  return {
    cpu: all[0]?.model.trim() ?? 'unknown',
    cores: all.length,
    memory_gb: Math.round(totalmem() / 1e9),
    kernel: `${process.platform} ${release()} ${process.arch}`,
    node: process.version,
  };
}

/** The load of the last minute: processes that run or want to. */
export const load = (): number => loadavg()[0] ?? 0;

/** The line about the machine, and about its load where that spoils absolute numbers. */
export function machineLines({ cpu, cores, memory_gb, kernel, node }: Machine, loadNow: number): string {
  const facts = `${cpu}, ${cores} cores, ${memory_gb} GB, ${kernel}, Node ${node}, load ${loadNow.toFixed(1)}\n`;
  return loadNow > cores
    ? `${facts}WARNING: the load is above the ${cores} cores: trust no absolute number, and ratios less than usual.\n`
    : facts;
}
