import fc from 'fast-check';
import { expect, test } from 'vitest';
import { failure } from '../../kernel/failure.ts';
import { err } from '../../kernel/result.ts';
import { executionOf, stage } from '../../pipeline/fixtures/stage.ts';
import type { Ending, Execution } from '../../pipeline/ports.ts';
import { startRun } from '../../pipeline/start-run.ts';
import { countCalls } from './call-series.ts';
import { createRegistry } from './registry.ts';

const ending = (kind: Ending): Promise<Execution> => Promise.resolve(executionOf(kind));
const bug = (): never => {
  throw new Error('oops');
};

/** What can go wrong with a call, and on which part of its way. */
const faults = {
  none: {},
  exit: { run: () => ending({ kind: 'exited', code: 1 }) },
  timeout: { run: () => ending({ kind: 'timed_out' }) },
  signal: { run: () => ending({ kind: 'signalled', signal: 'SIGSEGV' }) },
  stopped: { run: () => ending({ kind: 'stopped', reason: 'client_gone' }) },
  missing: { located: err(failure('tool.missing', 'Gone.')) },
  notStarted: { run: () => ending({ kind: 'not_started', failure: failure('sandbox.unavailable', 'No.') }) },
  executorBug: { run: () => Promise.reject(new Error('oops')) },
  parserBug: { parse: bug },
  unreadable: { parse: () => err(failure('tool.output', 'No.')) },
  denied: { plan: () => err(failure('scope.outside', 'No.')) },
  planBug: { plan: bug },
  rate: { tooFast: failure('limit.rate', 'No.', { rateScope: 'tool' }) },
  noDecision: { decisionFails: true },
  noOutcome: { outcomeFails: true },
  unresolved: { names: ['x.lab.internal'], resolve: async () => err(failure('scope.unresolved', 'No.')) },
  resolverBug: { names: ['x.lab.internal'], resolve: bug },
  outcomeBug: {},
} as const;

const kinds = Object.keys(faults).filter((kind): kind is keyof typeof faults => Object.hasOwn(faults, kind));

test.each(kinds)('C3: after %s each call has been counted once, and nothing runs', async (kind) => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.constantFrom('run', 'stop', 'dry', 'stranger'), { minLength: 1, maxLength: 6 }),
      async (calls) => {
        const registry = createRegistry(['stub']);
        const count = countCalls(registry, ['stub'], () => 0);
        const { pipeline } = stage(faults[kind]);
        const { audit } = pipeline.ports;
        const outcome = kind === 'outcomeBug' ? bug : audit.outcome;
        const ports = { ...pipeline.ports, emit: count, audit: { ...audit, outcome } };
        const runs = calls.map((call) => {
          const tool = call === 'stranger' ? 'stranger' : 'stub';
          const run = startRun(
            { ...pipeline, ports },
            {
              tool,
              input: call === 'dry' ? 'dry' : {},
              caller: { channel: 'library', principal: 'local', client: null },
            },
          );
          if (call === 'stop') run.stop('cancelled');
          return run.result;
        });
        await Promise.all(runs);
        const told = registry.samples([]);
        const sumOf = (name: string): number =>
          told.find((family) => family.name === name)?.samples.reduce((sum, { value }) => sum + value, 0) ??
          NaN;
        expect(sumOf('bailiwick_tool_calls_total')).toBe(calls.length);
        expect(sumOf('mcp_tool_execution_total')).toBe(calls.length);
        expect([sumOf('bailiwick_tool_in_flight'), sumOf('mcp_tool_active')]).toEqual([0, 0]);
        expect(sumOf('bailiwick_metrics_refused_values_total')).toBe(0);
      },
    ),
    { numRuns: 15 },
  );
});

test('C3: a call that runs is one in flight until its end', async () => {
  const registry = createRegistry(['stub']);
  const seen: number[] = [];
  const count = countCalls(registry, ['stub'], () => 0);
  const { pipeline } = stage();
  const emit: typeof count = (event) => {
    count(event);
    const inFlight = registry.samples([]).find(({ name }) => name === 'bailiwick_tool_in_flight');
    seen.push(inFlight?.samples[0]?.value ?? NaN);
  };
  const caller = { channel: 'library', principal: 'local', client: null } as const;
  await startRun({ ...pipeline, ports: { ...pipeline.ports, emit } }, { tool: 'stub', input: {}, caller })
    .result;
  expect(seen).toEqual([0, 1, 0]);
});
