import { expect, test } from 'vitest';
import type { CallResult } from '../kernel/call-result.ts';
import { failure } from '../kernel/failure.ts';
import { newRunId, correlationIdOf } from '../kernel/ids.ts';
import type { RunEvent } from '../kernel/run-event.ts';
import { buildResult } from '../pipeline/build-result.ts';
import { createMetrics, type Metrics } from './metrics.ts';

const zeros = (count: number): Uint8Array => new Uint8Array(count);
const ids = { runId: newRunId(zeros), correlationId: correlationIdOf('c', zeros) };

const make = (): Metrics =>
  createMetrics({
    version: '1.2.3',
    tools: ['nmap', 'dig'],
    uptimeSec: () => 42,
    logDropped: () => 0,
    breakers: () => new Map([['nmap', 'open']]),
    sandboxTier: () => 'bwrap',
    reloads: () => ({
      version: 'abc',
      successful: false,
      atMs: 1_500,
      pending: 2,
      counts: { applied: 3, unchanged: 1, refused: 4 },
    }),
  });

const resultOf = (tool: string, code: 'scope.outside' | null): CallResult =>
  buildResult(
    { ...ids, tool, configVersion: 'abc' },
    code === null ? 'succeeded' : 'refused',
    '',
    code === null ? null : failure(code, 'No.'),
    { execution_time: 0.3, metadata: { stdout_bytes: 7 } },
  );

const finished = (tool: string): RunEvent => ({
  type: 'finished',
  ...ids,
  tool,
  result: resultOf(tool, null),
});
const started = (tool: string): RunEvent => ({ type: 'started', ...ids, tool, queueSec: 0 });
const refused = (tool: string): RunEvent => ({
  type: 'refused',
  ...ids,
  tool,
  result: resultOf(tool, 'scope.outside'),
});

test('the names of all metrics are pinned', async () => {
  const { body, contentType } = await make().render();
  expect(contentType).toMatch(/^text\/plain; version=0\.0\.4/);
  expect(body.match(/^# TYPE .*$/gm)).toMatchInlineSnapshot(`
    [
      "# TYPE mcp_tool_execution_total counter",
      "# TYPE mcp_tool_execution_seconds histogram",
      "# TYPE mcp_tool_active gauge",
      "# TYPE mcp_tool_errors_total counter",
      "# TYPE mcp_system_requests_total counter",
      "# TYPE mcp_system_errors_total counter",
      "# TYPE mcp_system_active_connections gauge",
      "# TYPE bailiwick_tool_queue_wait_seconds histogram",
      "# TYPE bailiwick_tool_output_bytes_total counter",
      "# TYPE mcp_system_uptime_seconds gauge",
      "# TYPE bailiwick_log_dropped gauge",
      "# TYPE bailiwick_build_info gauge",
      "# TYPE bailiwick_config_last_reload_successful gauge",
      "# TYPE bailiwick_config_last_reload_success_timestamp_seconds gauge",
      "# TYPE bailiwick_config_restart_required gauge",
      "# TYPE bailiwick_config_info gauge",
      "# TYPE bailiwick_config_reloads_total counter",
      "# TYPE bailiwick_sandbox_tier gauge",
      "# TYPE bailiwick_runs_total counter",
      "# TYPE bailiwick_breaker_state gauge",
      "# TYPE bailiwick_breaker_transitions_total counter",
    ]
  `);
});

test('a run moves each of its series exactly once, and the gauge of active runs back to zero', async () => {
  const metrics = make();
  metrics.observe(started('nmap'));
  expect((await metrics.render()).body).toContain('mcp_tool_active{tool="nmap"} 1');
  metrics.observe(finished('nmap'));
  const { body } = await metrics.render();
  expect(body).toContain('mcp_tool_active{tool="nmap"} 0');
  expect(body).toContain('mcp_tool_execution_total{tool="nmap",status="succeeded",error_type="none"} 1');
  expect(body).toContain('mcp_tool_execution_seconds_count{tool="nmap"} 1');
  expect(body).toContain('bailiwick_tool_output_bytes_total{tool="nmap",stream="stdout"} 7');
  expect(body).toContain('bailiwick_breaker_state{tool="nmap",state="open"} 1');
  expect(body).not.toContain('mcp_tool_errors_total{tool="nmap"');
});

test('changes of breakers are counted by tool, from and to; those that happen by themselves start at 0', async () => {
  const metrics = make();
  metrics.breakerChanged('nmap', 'closed', 'open');
  metrics.breakerChanged('nmap', 'open', 'isolated');
  metrics.breakerChanged('stranger', 'closed', 'open');
  const { body } = await metrics.render();
  const lines = body.match(/^bailiwick_breaker_transitions_total.*$/gm) ?? [];
  expect(lines).toHaveLength(2 * 4 + 2);
  expect(lines).toContain('bailiwick_breaker_transitions_total{tool="nmap",from="closed",to="open"} 1');
  expect(lines).toContain('bailiwick_breaker_transitions_total{tool="nmap",from="open",to="isolated"} 1');
  expect(lines).toContain('bailiwick_breaker_transitions_total{tool="other",from="closed",to="open"} 1');
  expect(lines).toContain('bailiwick_breaker_transitions_total{tool="dig",from="half_open",to="closed"} 0');
});

test('of the states of a breaker one is 1 and every other 0', async () => {
  const states = (await make().render()).body.match(/^bailiwick_breaker_state\{tool="nmap".*$/gm) ?? [];
  expect(states).toHaveLength(6);
  expect(states.filter((line) => line.endsWith(' 1'))).toEqual([
    'bailiwick_breaker_state{tool="nmap",state="open"} 1',
  ]);
});

test('a refusal is counted with its type and moves no gauge', async () => {
  const metrics = make();
  metrics.observe(refused('dig'));
  const { body } = await metrics.render();
  expect(body).toContain(
    'mcp_tool_execution_total{tool="dig",status="refused",error_type="policy_denied"} 1',
  );
  expect(body).toContain('mcp_tool_errors_total{tool="dig",error_type="policy_denied"} 1');
  expect(body).toContain('mcp_tool_active{tool="dig"} 0');
});

test('names that strangers choose add one series and no more', async () => {
  const metrics = make();
  const lines = async (): Promise<number> => (await metrics.render()).body.split('\n').length;
  metrics.observe(refused('stranger'));
  const before = await lines();
  for (let index = 0; index < 1000; index += 1) metrics.observe(refused(`stranger-${index}`));
  metrics.request('no such type');
  metrics.request('unknown');
  expect(await lines()).toBe(before);
});

test('two servers in one process share nothing', async () => {
  const [first, second] = [make(), make()];
  first.request(null);
  expect((await second.render()).body).toContain('mcp_system_requests_total 0');
});
