import { failure } from '../../../kernel/failure.ts';
import { err, ok } from '../../../kernel/result.ts';
import type { Progress } from '../../../kernel/run-event.ts';
import type { Reader } from '../../tool.ts';
import { createCollector } from './collect.ts';
import { createTaskProgress } from './progress.ts';
import type { NmapResult, ScanType } from './result.ts';
import { createXmlEvents, type XmlEvents } from './xml-events.ts';

/**
 * Reads `nmap -oX -` while it runs: progress at once, the result at the end, whatever was cut off before it. A report of
 * another scan than `argv` asks for is a failure: nothing is silently done in a weaker way.
 */
export function createNmapReader(argv: readonly string[] = []): Reader<NmapResult> {
  const asked = askedScan(argv);
  const collector = createCollector();
  let news: Progress | null = null;
  const beginReport = (): XmlEvents => {
    const progressOf = createTaskProgress();
    return createXmlEvents({
      ...collector,
      open: (element, attributes) => {
        collector.open(element, attributes);
        if (element.startsWith('task')) news = progressOf(element, attributes) ?? news;
      },
    });
  };
  let events = beginReport();
  let before = { reports: 0, whole: true };
  return {
    write: (chunk) => {
      news = null;
      events.write(chunk);
      return news;
    },
    next: () => {
      const whole = events.end() && before.whole;
      if (!collector.started()) return err(noReport);
      collector.next();
      before = { reports: before.reports + 1, whole };
      events = beginReport();
      return ok(null);
    },
    end: ({ complete }) => {
      const whole = events.end() && before.whole;
      // Stopped between two slices it has said nothing of the second.
      const isBetween = before.reports > 0 && !complete;
      if (!collector.started() && !isBetween) return err(noReport);
      const found = collector.result({ whole, complete });
      if (asked !== null && found.scan !== null && found.scan !== asked) {
        const done = `nmap reports the scan type "${found.scan}" where "${asked}" was asked for.`;
        return err(failure('tool.output', done));
      }
      return found.damaged && isEmpty(found)
        ? err(
            failure('tool.output', 'The report of nmap was cut or damaged before its first host.', { next }),
          )
        : ok(found);
    },
  };
}

/** The words before the targets alone are looked at. */
const askedScan = (argv: readonly string[]): ScanType | null => {
  const flag = argv.slice(0, argv.indexOf('--')).find((word) => scanTypes.has(word));
  return scanTypes.get(flag ?? '') ?? null;
};

const scanTypes: ReadonlyMap<string, ScanType> = new Map([
  ['-sT', 'connect'],
  ['-sS', 'syn'],
  ['-sU', 'udp'],
  ['-sA', 'ack'],
]);

const noReport = failure('tool.output', 'nmap printed no scan report.');

const next = ['Ask for less in one call: fewer hosts, ports or scripts.'];

const isEmpty = ({ hosts, omitted, totals }: NmapResult): boolean =>
  hosts.length + omitted.hosts + totals.down === 0;
