import { readFile } from 'node:fs/promises';
import { err, ok, type Result } from '../kernel/result.ts';

/** How busy all processors were since it was asked last, percent; null at the first time, and a clause where nothing tells. */
export type CpuUsage = () => Promise<Result<number | null, string>>;

/** Makes a reader of /proc/stat, which remembers what it read last. */
export function createCpuUsage(read: () => Promise<string> = readProcStat): CpuUsage {
  let before: CpuTimes | null = null;
  return async () => {
    const text = await read().catch(() => '');
    const now = cpuTimesOf(text);
    if (now === null) return err('this system does not tell how busy its processors are');
    const since = before;
    before = now;
    const total = since === null ? 0 : now.total - since.total;
    return ok(since === null || total <= 0 ? null : (100 * (total - (now.idle - since.idle))) / total);
  };
}

/** Ticks since the machine started. */
interface CpuTimes {
  readonly total: number;
  readonly idle: number;
}

const readProcStat = (): Promise<string> => readFile('/proc/stat', 'utf8');

/** The first line: user nice system idle iowait irq softirq steal, then guests, which are counted as users already (proc(5)). */
function cpuTimesOf(text: string): CpuTimes | null {
  const numbers = /^cpu +([\d ]+)$/m.exec(text)?.[1]?.trim().split(' ').slice(0, 8).map(Number);
  const [, , , idle, iowait = 0] = numbers ?? [];
  if (numbers === undefined || idle === undefined) return null;
  return { total: numbers.reduce((sum, one) => sum + one, 0), idle: idle + iowait };
}
