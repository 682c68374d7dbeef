import { failure } from '../kernel/failure.ts';
import { quote } from '../kernel/quote.ts';
import { err, ok, type Result } from '../kernel/result.ts';

/** Reads `--answer name=10.0.0.5,10.0.0.6` as what those names resolve to; names are compared in lower case. */
export function parseAnswers(texts: readonly string[]): Result<ReadonlyMap<string, readonly string[]>> {
  const answers = new Map<string, readonly string[]>();
  for (const text of texts) {
    const [name = '', addresses = '', ...rest] = text.split('=');
    if (name === '' || addresses === '' || rest.length > 0) {
      const message = `--answer takes a name and its addresses; ${quote(text)} is not of that form.`;
      const next = ['Write it like --answer db.lab.internal=10.0.0.5,10.0.0.6.'];
      return err(failure('input.invalid', message, { field: '--answer', next }));
    }
    answers.set(name.toLowerCase().replace(/\.$/, ''), addresses.split(','));
  }
  return ok(answers);
}
