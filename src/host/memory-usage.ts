import { readFile } from 'node:fs/promises';
import { totalmem } from 'node:os';

/** What is known of the memory that this server may have, bytes. */
export interface MemoryFacts {
  /** What a control group allows; 0 or a number beyond any machine where there is no limit (`process.constrainedMemory`). */
  readonly constrained: number;
  readonly total: number;
  readonly available: number;
  /** File pages that count as used in a control group, and that the kernel takes back at once when it needs them. */
  readonly reclaimable: number;
}

/** How much of the memory that this server may have is in use, percent. */
export async function memoryUsage(): Promise<number> {
  return memoryPercent({
    constrained: process.constrainedMemory(),
    total: totalmem(),
    available: process.availableMemory(),
    reclaimable: await reclaimableHere(),
  });
}

/** The same of what is known; what long outputs leave in the page cache is no use of memory. */
export function memoryPercent({ constrained, total, available, reclaimable }: MemoryFacts): number {
  const isLimited = constrained > 0 && constrained < total;
  const most = isLimited ? constrained : total;
  const free = available + (isLimited ? reclaimable : 0);
  return Math.min(100, Math.max(0, 100 * (1 - free / most)));
}

/** 0 where no control group tells. A container sees its own group as the root, others find it by its path (cgroups(7)). */
async function reclaimableHere(): Promise<number> {
  const groups = await readFile('/proc/self/cgroup', 'utf8').catch(() => '');
  const [, legacy = null] = /^\d+:(?:[^:\n]*,)?memory(?:,[^:\n]*)?:(.*)$/m.exec(groups) ?? [];
  const [, unified = '/'] = /^0::(.*)$/m.exec(groups) ?? [];
  const root = legacy === null ? '/sys/fs/cgroup' : '/sys/fs/cgroup/memory';
  const own = `${root}${legacy ?? unified}/memory.stat`;
  const text = await readFile(own, 'utf8').catch(() =>
    readFile(`${root}/memory.stat`, 'utf8').catch(() => ''),
  );
  return Number(/^(?:total_)?inactive_file (\d+)$/m.exec(text)?.[1] ?? 0);
}
