import { errorTable, type Retry } from '../src/kernel/error-table.ts';
import { table } from './markdown-table.ts';

/** The reference page of errors: every code, from the table. */
export const renderErrorsPage = (): string =>
  [
    '# Errors',
    '',
    '*Made from the error table by `npm run generate`.*',
    '',
    'The codes are the same in MCP results, metric labels and the audit log; the command line turns each into an exit code. A failed',
    'call carries its code in `error.code` and its family in `error.error_type`.',
    '',
    table(
      ['code', 'error_type', 'make the same call again?', 'exit', 'the way out'],
      Object.entries(errorTable).map(([code, { type, retry, exit, hint }]) => [
        `\`${code}\``,
        `\`${type}\``,
        again[retry],
        String(exit),
        hint,
      ]),
    ),
  ].join('\n');

const again: Readonly<Record<Retry, string>> = {
  never: 'no',
  later: 'later',
  after_fix: 'once it is corrected',
};
