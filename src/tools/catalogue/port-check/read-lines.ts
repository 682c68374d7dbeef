import { z } from 'zod';
import { failure } from '../../../kernel/failure.ts';
import { err, ok } from '../../../kernel/result.ts';
import type { Progress } from '../../../kernel/run-event.ts';
import { cleanField } from '../../../output/clean.ts';
import { createJsonBudget } from '../../../output/json-budget.ts';
import { createLineStream } from '../../../output/line-stream.ts';
import type { Reader } from '../../tool.ts';
import { checkResult, countsResult, type PortCheck, type PortCheckResult } from './result.ts';

/** Open ports and the others have budgets of their own, so that closed ones never displace an open one. */
const mostOpenBytes = 768 * 1024;
const mostOtherBytes = 32 * 1024;
const longestLine = 8192;
const states = ['open', 'closed', 'filtered'] as const;

const line = z.discriminatedUnion('type', [
  checkResult.extend({ type: z.literal('check') }),
  countsResult.extend({ type: z.enum(['progress', 'end']), done: z.int().min(0), total: z.int().min(0) }),
]);

/** Reads the lines of port-check while it runs. A line that is not one of its own is passed over. */
export function createPortCheckReader(): Reader<PortCheckResult> {
  const open: PortCheck[] = [];
  const others: PortCheck[] = [];
  const fitsOpen = createJsonBudget(mostOpenBytes);
  const fitsOthers = createJsonBudget(mostOtherBytes);
  const seen = { open: 0, closed: 0, filtered: 0 };
  const counts = { open: 0, closed: 0, filtered: 0 };
  let news: Progress | null = null;
  let ended = false;
  let done = 0;

  const take = (text: string): boolean => {
    const read = line.safeParse(jsonOf(text));
    if (!read.success) return false;
    if (read.data.type === 'check') {
      const check = checkOf(read.data);
      seen[check.state] += 1;
      counts[check.state] = Math.max(counts[check.state], seen[check.state]);
      if (check.state === 'open') {
        if (fitsOpen(check)) open.push(check);
      } else if (fitsOthers(check)) others.push(check);
      return true;
    }
    ended ||= read.data.type === 'end';
    // It counts every check and prints only the first of many.
    for (const state of states) counts[state] = Math.max(counts[state], read.data[state]);
    if (read.data.done > done) {
      done = read.data.done;
      news = { done, total: read.data.total, message: `${done} of ${read.data.total} checks` };
    }
    return true;
  };
  const lines = createLineStream({ begin: '{', longest: longestLine, take });

  return {
    write: (chunk) => {
      news = null;
      lines.write(chunk);
      return news;
    },
    end: ({ complete, returncode }) => {
      lines.end();
      const checks = [...open, ...others].toSorted(inOrder);
      const total = counts.open + counts.closed + counts.filtered;
      const damaged = complete && returncode === 0 && !ended;
      return damaged && total === 0
        ? err(failure('tool.output', 'port-check printed no report.'))
        : ok({ checks, counts, omitted: total - checks.length, partial: !(complete && ended), damaged });
    },
  };
}

/** A check as it is reported: cleaned at once, so that its size is known. */
const checkOf = ({ address, port, state, millis, banner }: PortCheck): PortCheck => ({
  address: cleanField(address),
  port,
  state,
  millis,
  banner: banner === null ? null : cleanField(banner),
});

/** Open ports first, then by address and port. */
function inOrder(a: PortCheck, b: PortCheck): number {
  const first = Number(b.state === 'open') - Number(a.state === 'open');
  return first || a.address.localeCompare(b.address, 'en', { numeric: true }) || a.port - b.port;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
