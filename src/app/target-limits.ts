import type { LoadedConfig } from '../config/load.ts';
import type { Config } from '../config/schema.ts';
import type { Clock } from '../kernel/clock.ts';
import type { RuleRef } from '../kernel/failure.ts';
import { createTargetGuard, type TargetGuard, type TargetRules } from '../pipeline/target-guard.ts';
import { createTargetLedger } from '../pipeline/target-ledger.ts';

/** Makes the guard of targets from the limits that the operator has set, as they are in force. */
export function targetGuardOf(
  now: () => Pick<LoadedConfig, 'config' | 'placeOf'>,
  clock: Clock,
): TargetGuard {
  const rule = (key: keyof Config['scope']): RuleRef => ({
    text: `scope.${key} = ${String(now().config.scope[key])}`,
    at: now().placeOf(`scope.${key}`),
  });
  const ledger = createTargetLedger(() => {
    const { scope } = now().config;
    return {
      atOnce: scope.max_concurrent_per_target,
      callsPerMinute: scope.max_calls_per_target_per_minute,
      probesPerHour: scope.max_probes_per_target_per_hour,
    };
  });
  const rules = (): TargetRules => ({
    atOnce: rule('max_concurrent_per_target'),
    calls: rule('max_calls_per_target_per_minute'),
    probes: rule('max_probes_per_target_per_hour'),
  });
  return createTargetGuard(ledger, rules, clock);
}
