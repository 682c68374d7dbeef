import { collectorNames } from './collector-names.ts';
import { alone, type Family } from './family.ts';
import {
  breakerLabel,
  changeLabels,
  checkLabel,
  endLabels,
  errorLabel,
  levelLabel,
  operationLabels,
  outcomeLabels,
  reasonLabel,
  resourceLabel,
  scopeLabel,
  streamLabels,
  tierLabel,
  toolLabel,
  watchChangeLabels,
  watchLabel,
} from './label-words.ts';

/** Every metric, in the order of a scrape: those of the original design, ours, and what every process has. */
export const families = {
  mcp_tool_execution_total: {
    type: 'counter',
    help: 'Calls of a tool that have ended, by status and error type.',
    labels: endLabels,
  },
  mcp_tool_execution_seconds: {
    type: 'histogram',
    help: 'Seconds from spawn until the process group was gone.',
    labels: toolLabel,
  },
  mcp_tool_active: { type: 'gauge', help: 'Calls whose program runs now.', labels: toolLabel },
  mcp_tool_errors_total: {
    type: 'counter',
    help: 'Calls that ended with an error, by error type.',
    labels: { ...toolLabel, ...errorLabel },
  },
  mcp_system_requests_total: { type: 'counter', help: 'Protocol requests.', labels: alone },
  mcp_system_errors_total: {
    type: 'counter',
    help: 'Protocol requests that failed, by error type.',
    labels: errorLabel,
  },
  mcp_system_active_connections: {
    type: 'gauge',
    help: 'Client connections that are open now.',
    labels: alone,
  },
  mcp_system_uptime_seconds: { type: 'gauge', help: 'Seconds since the server started.', labels: alone },
  mcp_server_operation_duration_seconds: {
    type: 'histogram',
    help: 'Seconds that requests of MCP took; error_type is absent where all went well.',
    labels: operationLabels,
  },
  bailiwick_tool_calls_total: {
    type: 'counter',
    help: 'Calls of a tool, each counted once when it has ended, by outcome.',
    labels: outcomeLabels,
  },
  bailiwick_tool_duration_seconds: {
    type: 'histogram',
    help: 'Seconds from spawn until the process group was gone, by outcome.',
    labels: { tool: outcomeLabels.tool, outcome: outcomeLabels.outcome },
  },
  bailiwick_tool_queue_wait_seconds: {
    type: 'histogram',
    help: 'Seconds that a call waited for a place.',
    labels: toolLabel,
  },
  bailiwick_tool_in_flight: { type: 'gauge', help: 'Calls that run now.', labels: toolLabel },
  bailiwick_tool_queue_depth: { type: 'gauge', help: 'Calls that wait for a place now.', labels: toolLabel },
  bailiwick_tool_output_bytes_total: {
    type: 'counter',
    help: 'Bytes that programs wrote, kept or not.',
    labels: streamLabels,
  },
  bailiwick_tool_output_truncated_total: {
    type: 'counter',
    help: 'Runs that wrote more to a stream than is kept of it.',
    labels: streamLabels,
  },
  bailiwick_policy_denials_total: {
    type: 'counter',
    help: 'Calls that policy refused, by the code of their error.',
    labels: reasonLabel,
  },
  bailiwick_rate_limited_total: {
    type: 'counter',
    help: 'Calls that came too fast, by what they were counted for.',
    labels: scopeLabel,
  },
  bailiwick_runs_total: {
    type: 'counter',
    help: 'Programs that have ended, by the isolation that they ran in.',
    labels: tierLabel,
  },
  bailiwick_sandbox_tier: {
    type: 'gauge',
    help: '1 for the isolation that is in force; 0 for all while it is being tried out.',
    labels: tierLabel,
  },
  bailiwick_breaker_state: {
    type: 'gauge',
    help: '1 for the state that the breaker of a tool is in.',
    labels: breakerLabel,
  },
  bailiwick_breaker_transitions_total: {
    type: 'counter',
    help: 'Changes of the breaker of a tool; one that only observes is counted as well.',
    labels: changeLabels,
  },
  bailiwick_breaker_consecutive_failures: {
    type: 'gauge',
    help: 'Failures in a row, as the breaker of a tool counts them.',
    labels: toolLabel,
  },
  bailiwick_breaker_trips: {
    type: 'gauge',
    help: 'How often the breaker of a tool has opened since it was last closed.',
    labels: toolLabel,
  },
  bailiwick_config_last_reload_successful: {
    type: 'gauge',
    help: '1 unless the last reload was refused.',
    labels: alone,
  },
  bailiwick_config_last_reload_success_timestamp_seconds: {
    type: 'gauge',
    help: 'When the configuration in force came so, seconds since the Unix epoch.',
    labels: alone,
  },
  bailiwick_config_reloads_total: {
    type: 'counter',
    help: 'Reloads by their outcome.',
    labels: { outcome: ['applied', 'unchanged', 'refused'] },
  },
  bailiwick_config_restart_required: {
    type: 'gauge',
    help: 'Changed settings that wait for a restart.',
    labels: alone,
  },
  bailiwick_config_info: {
    type: 'info',
    help: 'Always 1; the label is the version of the configuration in force.',
    labels: { hash: 'ours' },
  },
  bailiwick_health_check_status: {
    type: 'gauge',
    help: 'What a health check has found: 0 pass, 1 warn, 2 fail.',
    labels: checkLabel,
  },
  bailiwick_watch_last_run_timestamp_seconds: {
    type: 'gauge',
    help: 'When the last run of a watch in this process ended well, seconds since the Unix epoch.',
    labels: watchLabel,
  },
  bailiwick_watch_changes: {
    type: 'gauge',
    help: 'What the last run of a watch has found changed, by kind.',
    labels: watchChangeLabels,
  },
  bailiwick_watch_failures_total: {
    type: 'counter',
    help: 'Runs of a watch that were refused or failed, or could not be compared.',
    labels: watchLabel,
  },
  bailiwick_resource_usage_ratio: {
    type: 'gauge',
    help: 'How much of a resource of this machine is in use, 0 to 1.',
    labels: resourceLabel,
  },
  bailiwick_log_lines_total: {
    type: 'counter',
    help: 'Log lines that were made, by level.',
    labels: levelLabel,
  },
  bailiwick_log_dropped_total: {
    type: 'counter',
    help: 'Log lines that were let go because nobody read them, or the disk was full.',
    labels: alone,
  },
  bailiwick_build_info: {
    type: 'info',
    help: 'Always 1; the label names the version.',
    labels: { version: 'ours' },
  },
  bailiwick_metrics_collector_errors_total: {
    type: 'counter',
    help: 'Readings that failed, or took too long; the series of that reading are absent from the scrape.',
    labels: { collector: collectorNames },
  },
  bailiwick_metrics_refused_values_total: {
    type: 'counter',
    help: 'Values that were no finite number from 0 on, and were not counted: a bug.',
    labels: alone,
  },
  process_start_time_seconds: {
    type: 'gauge',
    help: 'When the process started, seconds since the Unix epoch.',
    labels: alone,
  },
  process_cpu_seconds_total: {
    type: 'counter',
    help: 'Processor time of the process, user and system, seconds.',
    labels: alone,
  },
  process_resident_memory_bytes: {
    type: 'gauge',
    help: 'Memory of the process that is in RAM, bytes.',
    labels: alone,
  },
  process_open_fds: { type: 'gauge', help: 'File descriptors that are open now.', labels: alone },
  nodejs_heap_size_used_bytes: { type: 'gauge', help: 'Memory that JavaScript uses, bytes.', labels: alone },
  nodejs_heap_size_total_bytes: { type: 'gauge', help: 'Memory that V8 has for it, bytes.', labels: alone },
  nodejs_eventloop_lag_p99_seconds: {
    type: 'gauge',
    help: 'How late the event loop comes to its work, 99 in 100 samples at most, seconds.',
    labels: alone,
  },
  nodejs_version_info: {
    type: 'info',
    help: 'Always 1; the label is the version of Node.',
    labels: { version: 'ours' },
  },
} as const satisfies Readonly<Record<string, Family>>;

export type FamilyName = keyof typeof families;

/** A value for each label of a metric. */
export type LabelsOf<Name extends FamilyName> = Readonly<
  Record<keyof (typeof families)[Name]['labels'], string>
>;
