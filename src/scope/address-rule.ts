import type { RuleRef } from '../kernel/failure.ts';
import type { Interval } from './interval.ts';

/** An allow or deny rule for addresses. */
export interface AddressRule extends RuleRef {
  readonly interval: Interval;
}
