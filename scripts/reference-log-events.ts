import { logEvents } from '../src/host/log/log-events.ts';
import { severities } from '../src/host/log/log-level.ts';
import { table } from './markdown-table.ts';

/** The reference page of the log: what each line begins with, and every event, from the tables. */
export const renderLogEventsPage = (): string =>
  [
    '# Log lines',
    '',
    '*Made from the tables of events and levels by `npm run generate`.*',
    '',
    'A line is one JSON object: `time`, `level`, `severity` (RFC 5424), `event`, then fields of that event. `logging.format: text` writes',
    'the same for people. Lines about calls have `run_id`, `correlation_id` and `tool`; `tool.call` has `status`, `outcome`, `code` and',
    '`duration_ms` as well, and neither what the program printed nor a target. A field is cut after 8,192 characters; what a terminal',
    'would obey is made visible; known secrets, and what is named or looks like one, are taken out. Of one event that is not about',
    'calls 60 lines a minute are written; the next tells in `suppressed` how many were held back.',
    '',
    table(
      ['level', 'severity'],
      Object.entries(severities).map(([level, severity]) => [`\`${level}\``, String(severity)]),
    ),
    table(
      ['event', 'what it says'],
      Object.entries(logEvents).map(([event, says]) => [`\`${event}\``, says]),
    ),
    '## Files',
    '',
    '`logging.file_path` puts the lines of a server into a file that only its user can read (mode 0600 where bailiwick makes it);',
    'stderr then has warnings and worse alone. Before a line would make it larger than `logging.max_file_size`, it becomes `FILE.1`,',
    'that `FILE.2`, up to `logging.backup_count`. With a count of 0 it is never rotated: logrotate may move it, for a file that has been',
    'moved or removed is opened anew with the next line (no `copytruncate`, no signal). A link, a pipe or a file of another user is',
    'refused at the start. A full disk or a stderr that nobody reads costs lines, never a call: `log.dropped` tells how many.',
    'All keys of `logging` change with a reload.',
    '',
  ].join('\n');
