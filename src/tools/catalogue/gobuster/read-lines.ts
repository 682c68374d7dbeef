import { failure } from '../../../kernel/failure.ts';
import { err, ok } from '../../../kernel/result.ts';
import type { Progress } from '../../../kernel/run-event.ts';
import { createJsonBudget } from '../../../output/json-budget.ts';
import type { Reader } from '../../tool.ts';
import { foundIn } from './found.ts';
import type { Found, GobusterResult } from './result.ts';
import { troubleIn } from './trouble.ts';

const mostBytes = 512 * 1024;
/** Longer lines are cut: a redirect's target may be of any length. */
const longestLine = 4096;

/** Makes a reader of gobuster's lines, which takes them while they arrive. */
export function createGobusterReader(): Reader<GobusterResult> {
  const utf8 = new TextDecoder();
  const fits = createJsonBudget(mostBytes);
  const found: Found[] = [];
  let rest = '';
  let count = 0;
  const take = (line: string): Progress | null => {
    const one = foundIn(line);
    if (one === null) return null;
    count += 1;
    if (fits(one)) found.push(one);
    return { done: count, total: null, message: `${count} found` };
  };

  return {
    write: (chunk) => {
      const lines = (rest + utf8.decode(chunk, { stream: true })).split('\n');
      rest = (lines.pop() ?? '').slice(0, longestLine);
      let news: Progress | null = null;
      for (const line of lines) news = take(line.slice(0, longestLine)) ?? news;
      return news;
    },
    end: ({ stderr, returncode, complete }) => {
      const { stopped, errors } = troubleIn(stderr, count);
      if (complete && returncode !== 0 && stopped === null)
        return err(failure('tool.failed', 'gobuster ended with an error; its own words say which.'));
      return ok({
        found: found.toSorted((a, b) => a.name.localeCompare(b.name, 'en', { numeric: true })),
        count,
        errors,
        stopped,
        partial: !complete,
      });
    },
  };
}
