import type { LoadedConfig } from '../config/load.ts';
import { redact } from '../config/redact.ts';
import type { Config } from '../config/schema.ts';
import { createExecutor } from '../exec/executor.ts';
import type { SandboxState } from '../exec/sandbox/sandbox.ts';
import type { LauncherProcess } from '../exec/start-launcher.ts';
import { systemClock } from '../host/clock.ts';
import type { Logger } from '../host/logger.ts';
import { archiveFolder, storePlace } from '../host/places.ts';
import { isGone, processName } from '../host/process-name.ts';
import { systemRandom } from '../host/random.ts';
import { rememberingResolver } from '../host/remembering-resolver.ts';
import { answeredResolver, systemResolver } from '../host/resolver.ts';
import { postWebhook } from '../host/webhook/post-webhook.ts';
import { failure, type Failure } from '../kernel/failure.ts';
import { err, ok, type Result } from '../kernel/result.ts';
import { shuttingDown } from '../pipeline/call.ts';
import type { Pipeline } from '../pipeline/pipeline.ts';
import { secretFieldsOf } from '../pipeline/secrets-of-input.ts';
import { startRun } from '../pipeline/start-run.ts';
import { openAside } from '../store/thread/open-aside.ts';
import { openStoreThread } from '../store/thread/open-store-thread.ts';
import type { StoreThread } from '../store/thread/start-store-thread.ts';
import type { Tool } from '../tools/tool.ts';
import { announcedAudit } from './announced-audit.ts';
import type { App } from './app.ts';
import { auditKeyOf } from './audit-key-of.ts';
import { createBreakerDesk } from './breaker-desk.ts';
import { createCheckpoints } from './checkpoints.ts';
import { executorSettings } from './executor-settings.ts';
import { createGenerations } from './generations.ts';
import { createGuards } from './guards.ts';
import { healthOfServer } from './health/health-of-server.ts';
import { inlineWaitMs } from './inline-wait.ts';
import { createInventoryDesk } from './inventory-desk.ts';
import { keyedRuns } from './keyed-runs.ts';
import { endLeftRuns } from './left-runs.ts';
import { createLifecycle } from './lifecycle.ts';
import { logFollower } from './log-follower.ts';
import { knownSecrets } from './log-settings.ts';
import { loggedAudit } from './logged-audit.ts';
import { createPlanner, type Planner } from './planner.ts';
import { createPrograms } from './programs.ts';
import { pruneAudit } from './prune-audit.ts';
import { pruneHourly } from './prune-hourly.ts';
import { createReloads } from './reloads.ts';
import { createResourceChanges } from './resource-changes.ts';
import { createRunDesk } from './run-desk.ts';
import { shareRuns, type StartCall } from './shared-runs.ts';
import { targetGuardOf } from './target-limits.ts';
import { createTelemetry } from './telemetry.ts';
import { thisPlace } from './this-place.ts';
import { createToolStates } from './tool-states.ts';
import { scheduleWatches } from './watches/schedule-watches.ts';
import { createWatchDesk } from './watches/watch-desk.ts';

/** What `createApp` is given: values, and the one process that had to be started before them. */
export interface AppSettings {
  readonly loaded: LoadedConfig;
  readonly catalogue: readonly Tool[];
  readonly launcher: LauncherProcess;
  readonly logger: Logger;
  readonly version: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Whether it will serve calls for long, so that what they need is made ahead. */
  readonly serves: boolean;
  /** Of a server that has started it before all this was loaded. */
  readonly storeThread?: StoreThread | undefined;
  /** What names resolve to, for calls that are only planned; DNS is asked for the others. */
  readonly answers?: ReadonlyMap<string, readonly string[]> | undefined;
}

/** Puts bailiwick together: the only place that picks the real clock, resolver, executor, store and log. */
export async function createApp(settings: AppSettings): Promise<Result<App, readonly Failure[]>> {
  const { loaded: first, catalogue, logger, version } = settings;
  const compile = (loaded: LoadedConfig): Result<Planner, readonly Failure[]> =>
    createPlanner(loaded.config, loaded.placeOf, catalogue, thisPlace(loaded.config, loaded.file));
  const planner = compile(first);
  if (!planner.ok) return planner;
  const generations = createGenerations({ loaded: first, planner: planner.value }, compile);
  const config = (): Config => generations.now().loaded.config;
  const clock = systemClock;
  const place = storePlace(config(), settings.env);
  const auditFile = place.path;
  const kept = { ...place, owner: processName() };
  // What makes a single call needs no thread for that, and a server nothing of the store but its thread.
  const opened = settings.serves
    ? await openStoreThread(kept, settings.storeThread)
    : await (await import('../store/open-store.ts')).openStore(kept, clock);
  if (!opened.ok) return err([opened.error]);
  const store = opened.value;
  // A server's records do not wait for what takes long to be read.
  const aside = settings.serves ? openAside(kept, clock) : null;
  const reader = { runs: store.runs, ...(aside ?? store) };
  const executor = createExecutor(executorSettings({ ...settings, config, clock, auditFile }));
  let sandbox: SandboxState | null = null;
  // A command that makes one call tries out what that needs.
  if (settings.serves) void executor.sandbox().then((state) => (sandbox = state));
  if (settings.serves) void endLeftRuns(store, isGone, logger);
  const auditKey = auditKeyOf(first, auditFile);
  const unsigned = settings.serves ? auditKey() : null;
  if (unsigned?.ok === false)
    return err([failure('config.invalid', unsigned.error, { field: 'audit.key_file' })]);
  const checkpoints = createCheckpoints({
    store,
    key: auditKey,
    settings: () => config().audit,
    clock,
    logger,
  });
  const pruneLog = async (before: number) => {
    const folder = archiveFolder(config().audit.archive_folder, first.file, auditFile);
    const left = await pruneAudit(store, auditKey, { before, folder });
    // That records have left is known by records alone, which nobody is to take away unseen.
    if (left.ok && left.value.length > 0) await checkpoints.sign();
    return left;
  };
  const stopPruning = settings.serves
    ? pruneHourly({ store, pruneAudit: pruneLog, config, clock, logger })
    : null;
  const reloads = createReloads(generations, logger, clock);
  const telemetry = await createTelemetry({
    ...settings,
    config,
    clock,
    auditFile,
    facts: {
      breakers: () => desk.list(),
      waiting: () => guards.waiting(),
      reloads: reloads.facts,
      sandboxTier: () => sandbox?.tier ?? null,
      checks: () => health.report().checks,
      watches: () => watches.facts(),
    },
  });
  const guards = createGuards(catalogue, {
    now: () => generations.now().loaded,
    targets: targetGuardOf(() => generations.now().loaded, clock),
    clock,
    random: Math.random,
    listen: telemetry.breakerChanged,
  });
  const desk = createBreakerDesk(guards.breakers);
  const programs = createPrograms({ executor, random: systemRandom, version }, clock);
  const tools = createToolStates(
    {
      catalogue,
      isEnabled: (tool) => generations.now().planner.isEnabled(tool),
      intrusive: (tool) => generations.now().planner.intrusive(tool),
    },
    programs,
    clock,
  );
  if (settings.serves) generations.follow(logFollower(logger, settings.env));
  generations.follow(({ config: next }) => ok(() => guards.configure(next)));
  generations.onReload(tools.reconsider);
  const changes = createResourceChanges(catalogue);
  generations.onReload(changes.reloaded);

  const lifecycle = createLifecycle({
    clock,
    waits: () => {
      const { drain_delay_sec: delaySec, shutdown_grace_period: graceSec } = config().server;
      return { delayMs: delaySec * 1000, graceMs: graceSec * 1000 };
    },
    // What it has made on this machine goes while the last answers are written.
    idle: () => void executor.close(),
    release: async () => {
      health.stop();
      schedule?.stop();
      stopPruning?.();
      telemetry.stop();
      await executor.close();
      await checkpoints.close();
      await aside?.close();
      await store.close();
      if (settings.serves) logger.log('info', 'server.stop');
      await logger.close();
    },
  });
  const resolver = answeredResolver(
    settings.answers ?? new Map(),
    systemResolver(clock, () => config().scope.dns_timeout_ms),
  );
  const pipeline: Pipeline = {
    ports: {
      clock,
      random: systemRandom,
      resolver,
      deniedResolver: rememberingResolver(resolver, clock),
      executor,
      programs,
      slices: store.slices,
      audit: announcedAudit(checkpoints.over(loggedAudit(store, logger)), config, logger),
      emit: (event) => {
        lifecycle.observe(event);
        telemetry.observe(event);
        changes.observe(event);
      },
      bug: (thrown, runId) => {
        logger.log('error', 'internal.error', { run_id: runId, trace: thrown });
      },
    },
    inForce: () => {
      const { inForce } = generations.now();
      return lifecycle.refusing() ? { ...inForce, find: () => err(shuttingDown) } : inForce;
    },
    onReload: generations.onReload,
    secretFields: secretFieldsOf(catalogue),
    ownSecrets: () => knownSecrets(generations.now().loaded, settings.env),
    guards: guards.of,
  };
  const made = healthOfServer({
    facts: {
      draining: lifecycle.leaving,
      auditWritable: store.writable,
      launcherAlive: executor.alive,
      tools: tools.known,
      refusing: desk.refusing,
      sandbox: () => ({ mode: first.config.sandbox.mode, state: sandbox }),
      reloads: reloads.facts,
    },
    config,
    auditFile,
    clock,
    logger,
  });
  if (!made.ok) return err([made.error]);
  const health = made.value;
  generations.onReload(() => health.lookAgain());
  // Of a server over stdin and stdout nobody can ask how it is, and so it spends nothing on that.
  if (settings.serves && first.config.server.transport === 'http') health.start();
  if (settings.serves) logger.log('info', 'server.start', startFacts(first, version));
  const start: StartCall = (request) => lifecycle.keep(startRun(pipeline, request));
  const watches = createWatchDesk({ config, start, store: reader, post: postWebhook, logger, clock });
  const schedule = settings.serves
    ? scheduleWatches({ desk: watches, store, clock, random: Math.random, leaving: lifecycle.leaving })
    : null;
  generations.onReload(() => schedule?.reconsider());
  /** What an operator has just done is told by the next answer, and not by the next look. */
  const lookedAt = <T>(check: string, done: T): T => {
    health.lookAgain(check);
    return done;
  };
  return ok({
    version,
    configVersion: () => generations.now().loaded.version,
    shownConfig: () => redact(config()),
    scope: () => generations.now().planner.scope,
    catalogue,
    tools: tools.now,
    onToolsChanged: tools.onChange,
    onResourceChange: changes.listen,
    start: shareRuns(start, () => config().limits.share_identical_calls),
    startOnce: keyedRuns({ ...kept, start, store, isGone, live: lifecycle.find, random: systemRandom }),
    plan: (tool, input, answers) => generations.now().planner.plan(tool, input, answers),
    reload: (wanted) => lookedAt('config', reloads.reload(wanted)),
    reloadUnread: (why) => lookedAt('config', reloads.unread(why)),
    health: health.report,
    healthChecks: health,
    breakers: desk,
    stats: telemetry.stats,
    metrics: telemetry.metrics,
    connection: telemetry.connection,
    request: telemetry.request,
    operation: telemetry.operation,
    trace: telemetry.trace,
    liveRun: lifecycle.find,
    runs: createRunDesk(lifecycle.find, store),
    inventory: createInventoryDesk(reader, clock),
    watches,
    inlineWaitMs: (client) => inlineWaitMs(config().server, client),
    drain: () => {
      if (settings.serves && !lifecycle.leaving()) logger.log('info', 'server.drain');
      return lookedAt('accepting', lifecycle.drain());
    },
    hurry: lifecycle.hurry,
    close: lifecycle.close,
  });
}

const startFacts = ({ config, version: config_version, file }: LoadedConfig, version: string) => ({
  version,
  pid: process.pid,
  transport: config.server.transport,
  config_version,
  config_file: file,
});
