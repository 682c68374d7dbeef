import type { LoadedConfig } from '../config/load.ts';
import type { CountedScope, RateRule, RateRules } from '../pipeline/rate-guard.ts';

/** How often calls are let in, as the operator has set it. */
export function rateRulesOf({ config, placeOf }: Pick<LoadedConfig, 'config' | 'placeOf'>): RateRules {
  const { rate } = config.limits;
  const ruleOf = (scope: CountedScope): RateRule | null => {
    const perMinute = rate[`${scope}_per_minute`];
    const path = `limits.rate.${scope}_per_minute`;
    return perMinute === 0
      ? null
      : {
          terms: { perMinute, burst: rate[`${scope}_burst`] },
          rule: { text: `${path} = ${perMinute}`, at: placeOf(path) },
        };
  };
  return { client: ruleOf('client'), tool: ruleOf('tool'), subnet: ruleOf('subnet') };
}
