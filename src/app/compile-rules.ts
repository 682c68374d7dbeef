import { poolFailures } from '../config/pool-rule.ts';
import type { Config } from '../config/schema.ts';
import type { Failure } from '../kernel/failure.ts';
import { err, ok, type Result } from '../kernel/result.ts';
import { compileEngagement } from '../scope/compile-engagement.ts';
import { compileScope } from '../scope/compile-scope.ts';
import type { CompiledEngagement } from '../scope/engagement.ts';
import type { Scope } from '../scope/scope.ts';
import { engagementSettingsOf, scopeSettingsOf, type Machine } from './settings.ts';

/** What may be touched, and when. */
export interface Rules {
  readonly scope: Scope;
  readonly engagement: CompiledEngagement;
}

/** Compiles the scope and the engagement of a configuration; every error of meaning in it is reported at once. */
export function compileRules(
  config: Config,
  placeOf: (path: string) => string,
  machine: Machine,
): Result<Rules, readonly Failure[]> {
  const scope = compileScope(scopeSettingsOf(config, machine), (path) => placeOf(`scope.${path}`));
  const engagement = compileEngagement(engagementSettingsOf(config), (path) => placeOf(`engagement.${path}`));
  const pool = poolFailures(config, placeOf);
  if (scope.ok && engagement.ok && pool.length === 0)
    return ok({ scope: scope.value, engagement: engagement.value });
  return err([...(scope.ok ? [] : scope.error), ...(engagement.ok ? [] : engagement.error), ...pool]);
}
