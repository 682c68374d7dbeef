import type { Result } from '../kernel/result.ts';
import type { Run, CallRequest } from '../pipeline/run.ts';
import type { Scope } from '../scope/scope.ts';
import type { Plan, Policy, Tool } from '../tools/tool.ts';
import type { Health } from './health.ts';

/** A tool of the catalogue and whether it can be called here and now. */
export interface ToolState {
  readonly tool: Tool;
  /** `disabled` by the operator, `missing` where its program is not found. */
  readonly state: 'ready' | 'disabled' | 'missing';
  /** The absolute path of its program, or null. */
  readonly path: string | null;
}

/** bailiwick, put together: what the edges (MCP, HTTP, command line) talk to. */
export interface App {
  readonly version: string;
  /** The short hash of the effective configuration. */
  readonly configVersion: string;
  readonly scope: Scope;
  readonly policy: Policy;
  /** Every tool of the catalogue, in catalogue order. */
  readonly tools: readonly ToolState[];
  /** The one way to call a tool. */
  readonly start: (request: CallRequest) => Run;
  /** The decision about a call, with answers given instead of asked: no DNS, no process, no audit record. */
  readonly plan: (
    tool: string,
    input: unknown,
    answers: (name: string) => readonly string[] | null,
  ) => Result<Plan>;
  readonly health: () => Health;
  /** The metrics in Prometheus' text format, or null where they are switched off. */
  readonly metrics: () => Promise<{ readonly body: string; readonly contentType: string } | null>;
  /** Moves the gauge of open client connections. */
  readonly connection: (change: 1 | -1) => void;
  /** Counts a request of a protocol, and its error type where it failed. */
  readonly request: (errorType: string | null) => void;
  /** Refuses new calls and waits for running ones, at most the grace period; then stops them. Idempotent. */
  readonly drain: () => Promise<void>;
  /** Drains, then closes the launcher, the store and the log. Idempotent. */
  readonly close: () => Promise<void>;
}
