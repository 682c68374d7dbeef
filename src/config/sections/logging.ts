import * as z from 'zod';
import { textOf, wholeNumber } from '../leaf.ts';

/** What is logged, and where. */
export const loggingSection = z
  .strictObject({
    level: z
      .enum(['trace', 'debug', 'info', 'warn', 'error'])
      .default('info')
      .describe('The least serious lines that are logged.'),
    format: z
      .enum(['json', 'text'])
      .default('json')
      .describe('How lines look: `json` is one object a line, `text` the same for people who read along.'),
    file_path: textOf(
      'empty, or a path',
      /^(?:[^\s\0][^\0]*)?$/,
      '',
      "The file of a server's log, where relative beside the configuration; with it stderr has warnings and worse alone. Empty: stderr has all lines.",
    ),
    max_file_size: wholeNumber(
      { min: 65_536, max: 2 ** 40 },
      10 * 1024 * 1024,
      'Before a line would make the file larger than this, bytes, it becomes `FILE.1`, that `FILE.2`, and so on.',
    ),
    backup_count: wholeNumber(
      { min: 0, max: 1000 },
      5,
      'How many such backups are kept; with 0 the file is never rotated, which leaves that to logrotate.',
    ),
  })
  .prefault({})
  .describe('What is logged, and where.');
