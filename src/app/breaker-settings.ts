import type { Config } from '../config/schema.ts';
import type { BreakerSettings } from '../resilience/breaker-settings.ts';
import type { Tool } from '../tools/tool.ts';
import { limitsOfTool } from './limits-of-tool.ts';

type Limited = Pick<Tool, 'name' | 'limits'>;

/** The settings of a tool's breaker: the operator's own for it, then those of every tool. */
export function breakerSettingsOf(config: Config, tool: Limited): BreakerSettings {
  const all = config.circuit_breaker;
  const own = config.tools[tool.name]?.circuit_breaker;
  return {
    mode: own?.mode ?? all.mode,
    failureThreshold: own?.failure_threshold ?? all.failure_threshold,
    rate:
      all.failure_rate_threshold === 0
        ? null
        : {
            percent: all.failure_rate_threshold,
            calls: all.failure_rate_calls,
            minimumCalls: Math.min(all.failure_rate_minimum_calls, all.failure_rate_calls),
            maxAgeMs: all.failure_rate_window * 1000,
          },
    recoveryTimeoutMs: (own?.recovery_timeout ?? all.recovery_timeout) * 1000,
    halfOpenSuccessThreshold: own?.half_open_success_threshold ?? all.half_open_success_threshold,
    probeMaxMs: (limitsOfTool(config, tool).timeoutSec + config.limits.kill_grace_sec + probeSlackSec) * 1000,
  };
}

/** Those of its breakers at single targets: deadlines in a row open them, and one trial closes them. */
export const targetBreakerSettingsOf = (config: Config, tool: Limited): BreakerSettings => ({
  ...breakerSettingsOf(config, tool),
  failureThreshold: Math.max(1, config.circuit_breaker.target_timeout_threshold),
  rate: null,
  halfOpenSuccessThreshold: 1,
});

/** Beyond the deadline of a trial and the time to end it, how long before the next trial is let through. */
const probeSlackSec = 5;
