import type { Result } from '../../kernel/result.ts';
import { worstOf, type HealthStatus, type Verdict } from './check.ts';

/** Reads the machine; percent in use, or a clause that says why it cannot be read. */
export interface MachineReadings {
  /** Null where there is nothing yet to compare with. */
  readonly cpu: () => Promise<Result<number | null, string>>;
  readonly memory: () => Promise<number>;
  readonly dataDisk: () => Promise<Result<number, string>>;
  readonly runsDisk: () => Promise<Result<number, string>>;
}

/** From when on a resource is told as degraded, percent. */
export interface Thresholds {
  readonly cpu: number;
  readonly memory: number;
  readonly disk: number;
}

/**
 * Looks at the machine's resources. A busy processor is told and is no failure: to restart a server for it would only make more
 * work. A disk that cannot be read is one, for nothing can be recorded there.
 */
export async function lookAtSystem(
  { cpu, memory, dataDisk, runsDisk }: MachineReadings,
  thresholds: Thresholds,
): Promise<Verdict> {
  const [busy, used, data, runs] = await Promise.all([cpu(), memory(), dataDisk(), runsDisk()]);
  const found: readonly Finding[] = [
    busy.ok
      ? judge('processors', busy.value, thresholds.cpu, Infinity)
      : { name: 'processors', percent: null, status: 'warn', said: busy.error },
    judge('memory', used, thresholds.memory, fullPercent),
    judgeDisk('data_disk', data, thresholds.disk),
    judgeDisk('runs_disk', runs, thresholds.disk),
  ];
  const status = worstOf(found.map((one) => one.status));
  return {
    status,
    message: `${status === 'pass' ? 'Resources suffice' : 'Resources are short'}: ${found.map(({ said }) => said).join(', ')}.`,
    figures: Object.fromEntries(found.map(({ name, percent }) => [`${name}_percent`, percent])),
  };
}

interface Finding {
  readonly name: string;
  /** Null where it is not known: nothing is told as 0 that was not read. */
  readonly percent: number | null;
  readonly status: HealthStatus;
  readonly said: string;
}

/** From here on something is about to fail, whatever threshold is set. */
const fullPercent = 95;

const judgeDisk = (name: string, reading: Result<number, string>, threshold: number): Finding =>
  reading.ok
    ? judge(name, reading.value, threshold, fullPercent)
    : { name, percent: null, status: 'fail', said: `${wordsOf(name)}: ${reading.error}` };

function judge(name: string, percent: number | null, threshold: number, full: number): Finding {
  if (percent === null) return { name, percent, status: 'pass', said: `${wordsOf(name)} not measured yet` };
  const rounded = Math.round(percent * 10) / 10;
  const said = `${wordsOf(name)} ${rounded} %`;
  if (percent >= Math.max(threshold, full)) return { name, percent: rounded, status: 'fail', said };
  return percent > threshold
    ? { name, percent: rounded, status: 'warn', said: `${said} (more than ${threshold})` }
    : { name, percent: rounded, status: 'pass', said };
}

const wordsOf = (name: string): string => name.replace('_', ' ');
