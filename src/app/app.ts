import type { LoadedConfig } from '../config/load.ts';
import type { Tree } from '../config/tree.ts';
import type { Exposition, MetricFormat } from '../host/metrics/exposition.ts';
import type { Operation } from '../host/metrics/metrics.ts';
import type { CallSpan, TracedCall } from '../host/tracing/tracing.ts';
import type { Failure } from '../kernel/failure.ts';
import type { Result } from '../kernel/result.ts';
import type { RawState } from '../pipeline/ports.ts';
import type { Run, CallRequest } from '../pipeline/run.ts';
import type { Scope } from '../scope/scope.ts';
import type { Offer, Plan, Tool } from '../tools/tool.ts';
import type { BreakerDesk } from './breaker-desk.ts';
import type { Reloaded } from './generations.ts';
import type { HealthChecks } from './health/health-checks.ts';
import type { Health } from './health/report.ts';
import type { InventoryDesk } from './inventory-desk.ts';
import type { StartOnce } from './keyed-runs.ts';
import type { GivenAnswers } from './planner.ts';
import type { ResourceChanges } from './resource-changes.ts';
import type { RunDesk } from './run-desk.ts';
import type { Stats } from './stats/stats.ts';
import type { WatchDesk } from './watches/watch-desk.ts';

/** A tool of the catalogue and whether it can be called here and now. */
export interface ToolState {
  readonly tool: Tool;
  /**
   * `disabled` by the operator; `missing` where its program is not found; `unchecked` where that has not said yet what it is;
   * `unidentified` where what is found is another program; `no_raw` where nothing of it works without raw sockets, and they do
   * not work here.
   */
  readonly state: 'ready' | 'disabled' | 'missing' | 'unchecked' | 'unidentified' | 'no_raw';
  /** Why it is not ready, as a sentence; null where it is. */
  readonly why: string | null;
  /** The absolute path of its program, or null. */
  readonly path: string | null;
  /** The version of its program; null where it was not asked yet or told none. */
  readonly version: string | null;
  /** What a try of raw sockets showed; null where it uses none or was not asked yet. */
  readonly raw: RawState | null;
  /** What clients are told about it: never more than was seen to work. */
  readonly offer: Offer;
}

/** bailiwick, put together: what the edges (MCP, HTTP, command line) talk to. */
export interface App {
  readonly version: string;
  /** The short hash of the configuration in force. */
  readonly configVersion: () => string;
  /** The configuration in force, without its secrets. */
  readonly shownConfig: () => Tree;
  readonly scope: () => Scope;
  /** Every tool of the catalogue, in catalogue order. */
  readonly catalogue: readonly Tool[];
  /** Their states. Programs that were not looked at yet are looked at, which it waits for two seconds at most. */
  readonly tools: () => Promise<readonly ToolState[]>;
  /**
   * Calls back when the tools that can be called, or what is offered of them, are others than `tools` told last; returns the way
   * to stop listening.
   */
  readonly onToolsChanged: (listener: () => void) => () => void;
  /** Calls back with the URI of each resource that has another content than before; returns the way to stop listening. */
  readonly onResourceChange: ResourceChanges['listen'];
  /** The one way to call a tool. */
  readonly start: (request: CallRequest) => Run;
  /** The same for a call that comes with an idempotency key: all that come with it have one run, here and in other processes. */
  readonly startOnce: StartOnce;
  /** Runs that went on after their calls had returned, and those that have ended. */
  readonly runs: RunDesk;
  /** A run that goes on here, whoever asked for it: for operators, never for agents. */
  readonly liveRun: (id: string) => Run | undefined;
  /** What those saw of hosts. */
  readonly inventory: InventoryDesk;
  /** Calls that are made again and again: for operators, never for agents. */
  readonly watches: Pick<WatchDesk, 'watches' | 'run'>;
  /** How long a call waits for its run before it returns without a result, milliseconds; by what its client calls itself. */
  readonly inlineWaitMs: (client: string | null) => number;
  /** The decision about a call, with answers given instead of asked: no DNS, no process, no audit record. */
  readonly plan: (tool: string, input: unknown, answers: GivenAnswers) => Result<Plan>;
  /** Puts another configuration into force, as a whole or not at all; `pending` are changes that wait for a restart. */
  readonly reload: (wanted: LoadedConfig) => Result<Reloaded, readonly Failure[]>;
  /** Notes that a changed configuration could not be read, with its errors. */
  readonly reloadUnread: (why: readonly string[]) => void;
  /** The breakers of the tools: for operators, never for agents. */
  readonly breakers: BreakerDesk;
  /** How it is, as last seen: a server over HTTP looks in the background, and nobody else asks. */
  readonly health: () => Health;
  /** Where checks are added and removed while it runs. */
  readonly healthChecks: Pick<HealthChecks, 'add' | 'remove'>;
  /** What it has done since it started: cheap, and there in every kind of server. */
  readonly stats: () => Stats;
  /** The metrics, or null where they are switched off. */
  readonly metrics: (format: MetricFormat) => Promise<Exposition | null>;
  /** Moves the gauge of open client connections. */
  readonly connection: (change: 1 | -1) => void;
  /** Counts a request of a protocol, and its error type where it failed. */
  readonly request: (errorType: string | null) => void;
  /** Begins the span of a call, which its answer ends. */
  readonly trace: (call: TracedCall) => CallSpan;
  /** Times a request of MCP. */
  readonly operation: (operation: Operation) => void;
  /**
   * Waits for `server.drain_delay_sec`, then refuses new calls and those that wait, gives running ones at most
   * `server.shutdown_grace_period`, and stops them. Idempotent.
   */
  readonly drain: () => Promise<void>;
  /** Ends the waits of a drain that is under way or to come. */
  readonly hurry: () => void;
  /** Drains without a wait, then closes the launcher, the store and the log. Idempotent. */
  readonly close: () => Promise<void>;
}
