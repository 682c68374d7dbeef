import type { Change } from '../../inventory/change.ts';
import { callOutcomes } from '../../kernel/call-outcome.ts';
import type { RunStatus } from '../../kernel/call-result.ts';
import { errorTable, errorTypes } from '../../kernel/error-table.ts';
import { rateScopes } from '../../kernel/rate-scope.ts';
import { breakerStates } from '../../resilience/breaker-settings.ts';
import { severities } from '../log/log-level.ts';

/** The words of labels: they come from the tables of the code, so that nobody outside can add a series. */
export const toolLabel = { tool: 'tools' } as const;

const ended = [
  'succeeded',
  'failed',
  'refused',
  'timed_out',
  'cancelled',
] as const satisfies readonly RunStatus[];
/** What calls have as the type of their error that have none. */
export const noError = 'none';

export const errorLabel = { error_type: errorTypes } as const;
export const endLabels = { ...toolLabel, status: ended, error_type: [noError, ...errorTypes] } as const;
export const outcomeLabels = {
  ...toolLabel,
  outcome: callOutcomes,
  error_type: [noError, ...errorTypes],
} as const;

export const streamLabels = { ...toolLabel, stream: ['stdout', 'stderr'] } as const;
export const breakerLabel = { ...toolLabel, state: breakerStates } as const;
export const changeLabels = { ...toolLabel, from: breakerStates, to: breakerStates } as const;
export const tierLabel = { tier: ['process', 'bwrap', 'netns'] } as const;
export const scopeLabel = { scope: rateScopes } as const;
export const levelLabel = { level: Object.keys(severities) } as const;
export const resourceLabel = { resource: ['cpu', 'memory', 'data_disk', 'runs_disk'] } as const;

/** Names of checks are an operator's, who may add some. */
export const checkLabel = { check: 'ours' } as const;

/** What can have changed from one run of a watch to the next. */
export const changeKinds = [
  'host',
  'names',
  'port',
  'ports',
  'service',
  'certificate',
  'expiry',
] as const satisfies readonly Change['kind'][];

/** Names of watches are an operator's. */
export const watchLabel = { watch: 'ours' } as const;
export const watchChangeLabels = { ...watchLabel, kind: changeKinds } as const;

/** The codes of refusals that the command line ends with 3 or 4 for: those of policy. */
export const denialReasons: readonly string[] = Object.entries(errorTable)
  .filter(([, { exit }]) => exit === 3 || exit === 4)
  .map(([code]) => code);

export const reasonLabel = { reason: denialReasons };

/** The methods of MCP that are answered here; the SDK answers the others itself. */
export const answeredMethods = [
  'tools/list',
  'tools/call',
  'resources/list',
  'resources/templates/list',
  'tasks/get',
  'tasks/cancel',
  'tasks/update',
  'resources/read',
  'resources/subscribe',
  'resources/unsubscribe',
  'completion/complete',
  'prompts/list',
  'prompts/get',
] as const;

export type AnsweredMethod = (typeof answeredMethods)[number];

/** A request without a tool or an error has an empty word there, which is no label in a scrape. */
export const operationLabels = {
  mcp_method_name: answeredMethods,
  gen_ai_tool_name: 'tools or none',
  error_type: ['', 'tool_error', ...errorTypes],
} as const;
