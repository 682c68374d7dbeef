import type { Paint } from '../paint.ts';
import { wrap } from '../wrap.ts';

/** What the doctor found about one thing. */
export type Diagnosis =
  | { readonly name: string; readonly status: 'ok'; readonly message: string }
  /** `warn` is worth knowing, `broken` keeps something from working; both come with the way out. */
  | {
      readonly name: string;
      readonly status: 'warn' | 'broken';
      readonly message: string;
      readonly fix: string;
    };

/** One line for a finding, and below it how to mend it. */
export function renderDiagnosis(diagnosis: Diagnosis, paint: Paint): string {
  const { name, status, message } = diagnosis;
  const line = ` ${markOf(status, paint)} ${name.padEnd(12)}${wrap(message, 100, ' '.repeat(15))}\n`;
  return diagnosis.status === 'ok'
    ? line
    : `${line}${' '.repeat(15)}fix: ${wrap(diagnosis.fix, 100, ' '.repeat(20))}\n`;
}

function markOf(status: Diagnosis['status'], paint: Paint): string {
  switch (status) {
    case 'ok':
      return paint('green', '✔');
    case 'warn':
      return paint('yellow', '!');
    case 'broken':
      return paint('red', '✗');
  }
}
