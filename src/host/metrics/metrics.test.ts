import { expect, test } from 'vitest';
import { finished, linesOf, makeMetrics, refused, resultOf, started } from './fixtures/a-server.ts';
import type { Metrics } from './metrics.ts';

test('a run moves each of its series exactly once, and the gauges of running calls back to zero', async () => {
  const metrics = makeMetrics();
  const before = await linesOf(metrics);
  metrics.observe(started('nmap', 0.4));
  expect(await linesOf(metrics)).toContain('bailiwick_tool_in_flight{tool="nmap"} 1');
  metrics.observe(finished('nmap'));
  const moved = (await linesOf(metrics)).filter(
    (line) => !before.includes(line) && !/^(?:process|nodejs)_|_bucket/.test(line),
  );
  expect(moved).toEqual([
    'mcp_tool_execution_total{tool="nmap",status="succeeded",error_type="none"} 1',
    'mcp_tool_execution_seconds_sum{tool="nmap"} 0.3',
    'mcp_tool_execution_seconds_count{tool="nmap"} 1',
    'bailiwick_tool_calls_total{tool="nmap",outcome="success",error_type="none"} 1',
    'bailiwick_tool_duration_seconds_sum{tool="nmap",outcome="success"} 0.3',
    'bailiwick_tool_duration_seconds_count{tool="nmap",outcome="success"} 1',
    'bailiwick_tool_queue_wait_seconds_sum{tool="nmap"} 0.4',
    'bailiwick_tool_queue_wait_seconds_count{tool="nmap"} 1',
    'bailiwick_tool_output_bytes_total{tool="nmap",stream="stdout"} 7',
    'bailiwick_runs_total{tier="bwrap"} 1',
  ]);
});

test('what is kept of an output no more than in part is counted by its stream', async () => {
  const metrics = makeMetrics();
  metrics.observe(finished('dig', resultOf('dig', 'succeeded', null, { truncated_stderr: true })));
  const cut = (await linesOf(metrics)).filter((line) => /truncated.*dig/.test(line));
  expect(cut).toEqual([
    'bailiwick_tool_output_truncated_total{tool="dig",stream="stdout"} 0',
    'bailiwick_tool_output_truncated_total{tool="dig",stream="stderr"} 1',
  ]);
});

test('a refusal of policy is counted with its reason and its type, and moves no gauge', async () => {
  const metrics = makeMetrics();
  metrics.observe(refused('dig'));
  metrics.observe(refused('dig', 'input.invalid'));
  const lines = await linesOf(metrics);
  expect(lines).toContain(
    'mcp_tool_execution_total{tool="dig",status="refused",error_type="policy_denied"} 1',
  );
  expect(lines).toContain(
    'bailiwick_tool_calls_total{tool="dig",outcome="denied",error_type="policy_denied"} 1',
  );
  expect(lines).toContain('mcp_tool_errors_total{tool="dig",error_type="validation_error"} 1');
  expect(lines).toContain('mcp_tool_active{tool="dig"} 0');
  expect(lines.filter((line) => /policy_denials.* [1-9]/.test(line))).toEqual([
    'bailiwick_policy_denials_total{reason="scope.outside"} 1',
  ]);
});

test('calls that come too fast are counted by what they were counted for', async () => {
  const metrics = makeMetrics();
  metrics.observe(refused('dig', 'limit.rate', 'subnet'));
  expect((await linesOf(metrics)).filter((line) => line.startsWith('bailiwick_rate_limited'))).toEqual([
    'bailiwick_rate_limited_total{scope="client"} 0',
    'bailiwick_rate_limited_total{scope="tool"} 0',
    'bailiwick_rate_limited_total{scope="subnet"} 1',
    'bailiwick_rate_limited_total{scope="target"} 0',
  ]);
});

test('changes of breakers are counted by tool, from and to; those that happen by themselves start at 0', async () => {
  const metrics = makeMetrics();
  metrics.breakerChanged('nmap', 'closed', 'open');
  metrics.breakerChanged('nmap', 'open', 'isolated');
  metrics.breakerChanged('stranger', 'closed', 'open');
  const name = 'bailiwick_breaker_transitions_total';
  const lines = (await linesOf(metrics)).filter((line) => line.startsWith(name));
  expect(lines).toHaveLength(2 * 4 + 2);
  expect(lines).toContain(`${name}{tool="nmap",from="closed",to="open"} 1`);
  expect(lines).toContain(`${name}{tool="nmap",from="open",to="isolated"} 1`);
  expect(lines).toContain(`${name}{tool="other",from="closed",to="open"} 1`);
  expect(lines).toContain(`${name}{tool="dig",from="half_open",to="closed"} 0`);
});

test('requests are timed by method and tool, with an error type where there is one alone', async () => {
  const metrics = makeMetrics();
  metrics.operation({ method: 'tools/call', tool: 'dig', errorType: 'tool_error', seconds: 2 });
  metrics.operation({ method: 'tools/list', tool: null, errorType: null, seconds: 0.5 });
  const lines = await linesOf(metrics);
  const name = 'mcp_server_operation_duration_seconds';
  expect(lines).toContain(
    `${name}_sum{mcp_method_name="tools/call",gen_ai_tool_name="dig",error_type="tool_error"} 2`,
  );
  expect(lines).toContain(`${name}_sum{mcp_method_name="tools/list"} 0.5`);
  expect(lines).toContain(`${name}_count{mcp_method_name="tools/call",gen_ai_tool_name="nmap"} 0`);
});

test.each([NaN, Infinity, -1])('%s is never counted, and told', async (value) => {
  const metrics = makeMetrics({ uptimeSec: () => value });
  const before = await linesOf(makeMetrics());
  metrics.observe(finished('dig', resultOf('dig', 'succeeded', null, { execution_time: value })));
  metrics.operation({ method: 'tools/list', tool: null, errorType: null, seconds: value });
  const lines = await linesOf(metrics);
  expect(lines).toContain('mcp_tool_execution_seconds_count{tool="dig"} 0');
  expect(lines).toContain('bailiwick_metrics_refused_values_total 4');
  expect(lines.filter((line) => line.startsWith('mcp_system_uptime'))).toEqual([]);
  expect(before).toContain('mcp_system_uptime_seconds 42');
});

test('what is read on demand is read: breakers, queues, reloads, checks, log, machine and process', async () => {
  const lines = await linesOf(makeMetrics());
  for (const line of [
    'bailiwick_breaker_state{tool="nmap",state="open"} 1',
    'bailiwick_breaker_state{tool="nmap",state="closed"} 0',
    'bailiwick_breaker_consecutive_failures{tool="nmap"} 5',
    'bailiwick_breaker_trips{tool="nmap"} 2',
    'bailiwick_tool_queue_depth{tool="nmap"} 3',
    'bailiwick_config_last_reload_successful 0',
    'bailiwick_config_last_reload_success_timestamp_seconds 1.5',
    'bailiwick_config_reloads_total{outcome="refused"} 4',
    'bailiwick_config_restart_required 2',
    'bailiwick_config_info{hash="abc"} 1',
    'bailiwick_sandbox_tier{tier="bwrap"} 1',
    'bailiwick_sandbox_tier{tier="netns"} 0',
    'bailiwick_health_check_status{check="config"} 1',
    'bailiwick_log_lines_total{level="info"} 7',
    'bailiwick_log_dropped_total 2',
    'bailiwick_resource_usage_ratio{resource="cpu"} 0.5',
    'nodejs_eventloop_lag_p99_seconds 0.003',
  ])
    expect(lines).toContain(line);
  for (const name of [
    'process_start_time_seconds',
    'process_cpu_seconds_total',
    'process_resident_memory_bytes',
  ])
    expect(lines.find((line) => line.startsWith(name))).toMatch(/ [1-9]|0\.\d/);
});

test('two servers in one process share nothing', async () => {
  const [first, second]: readonly Metrics[] = [makeMetrics(), makeMetrics()];
  first?.request('validation_error');
  expect(second === undefined ? [] : await linesOf(second)).toContain('mcp_system_requests_total 0');
  expect(first === undefined ? [] : await linesOf(first)).toContain('mcp_system_requests_total 1');
});
