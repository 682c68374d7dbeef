import type { ConfigError } from '../config/config-error.ts';
import { errorTable, type ErrorCode } from '../kernel/error-table.ts';
import type { Failure, RuleRef } from '../kernel/failure.ts';

/** An error in a JSON document of the command line, wherever it comes from. */
export interface ShownError {
  readonly code: ErrorCode;
  readonly message: string;
  readonly field: string | null;
  /** `file:line:col`, `default`, `floor`, an environment name or a flag; null where nothing is written anywhere. */
  readonly place: string | null;
  readonly rule: RuleRef | null;
  readonly retry_after_sec: number | null;
  readonly next: readonly string[];
}

/** A failure as data. */
export const shownFailure = ({ code, message, field, rule, retryAfterSec, next }: Failure): ShownError => ({
  code,
  message,
  field,
  place: rule?.at ?? null,
  rule,
  retry_after_sec: retryAfterSec,
  next,
});

/** An error of the configuration in the same shape. */
export const shownConfigError = ({ place, path, message, suggestion }: ConfigError): ShownError => ({
  code: 'config.invalid',
  message,
  field: path,
  place,
  rule: null,
  retry_after_sec: null,
  next: [suggestion === null ? errorTable['config.invalid'].hint : `Did you mean "${suggestion}"?`],
});
