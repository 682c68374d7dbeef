import type { Progress } from '../../../kernel/run-event.ts';
import type { Attributes } from './xml-events.ts';

/**
 * nmap's phases with their share of a scan's way, from–to in percent. They run once for each group of hosts and scripts run
 * in several rounds, so the way is an estimate; what is sure is that it never goes back.
 */
const phases: ReadonlyMap<string, readonly [number, number]> = new Map([
  ['Ping Scan', [0, 10]],
  ['ARP Ping Scan', [0, 10]],
  ['ND Ping Scan', [0, 10]],
  ['Parallel DNS resolution of', [10, 12]],
  ['Connect Scan', [12, 60]],
  ['SYN Stealth Scan', [12, 60]],
  ['UDP Scan', [12, 60]],
  ['ACK Scan', [12, 60]],
  ['Service scan', [60, 85]],
  ['NSE', [85, 99]],
]);

/** Turns nmap's task elements into progress that only grows. */
export function createTaskProgress(): (element: string, attributes: Attributes) => Progress | null {
  let done = -1;
  return (element, attributes) => {
    const task = [...phases.keys()].find((name) => attributes['task']?.startsWith(name) === true);
    const [from, to] = phases.get(task ?? '') ?? [0, 0];
    // Scripts also have rounds before the first packet: those are no sign of the end.
    if (task === undefined || (task === 'NSE' && done < 12)) return null;
    const percent = element === 'taskbegin' ? 0 : element === 'taskend' ? 100 : Number(attributes['percent']);
    const now = Math.floor(from + ((to - from) * Math.min(percent, 100)) / 100);
    if (!(now > done)) return null;
    done = now;
    return { done, total: 100, message: `${task}: ${Math.floor(percent)} %` };
  };
}
