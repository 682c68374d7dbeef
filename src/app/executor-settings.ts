import type { LoadedConfig } from '../config/load.ts';
import type { Config } from '../config/schema.ts';
import type { ExecutorSettings } from '../exec/executor-settings.ts';
import type { LauncherProcess } from '../exec/start-launcher.ts';
import type { Logger } from '../host/logger.ts';
import { artifactsFolder, runsRoot } from '../host/places.ts';
import type { Clock } from '../kernel/clock.ts';
import { runLimitsOf } from './settings.ts';

/** What the executor's settings are made of. */
export interface ExecutorParts {
  readonly launcher: LauncherProcess;
  /** What it was started with: what only a restart changes is read from here. */
  readonly loaded: LoadedConfig;
  /** What is in force. */
  readonly config: () => Config;
  readonly clock: Clock;
  readonly logger: Pick<Logger, 'log'>;
  readonly auditFile: string;
  readonly serves: boolean;
}

/** The settings of an executor, as the configuration in force says at each run. */
export const executorSettings = ({
  launcher,
  loaded: { config: first },
  config,
  clock,
  logger,
  auditFile,
  serves,
}: ExecutorParts): ExecutorSettings => ({
  launcher,
  // What makes a single call has no use for more.
  workers: serves ? first.server.workers : 1,
  clock,
  searchPath: first.tool.search_path,
  sandbox: first.sandbox.mode,
  acceptRaw: first.sandbox.accept_raw_without_netns,
  limits: runLimitsOf(first),
  tmpRoot: runsRoot(),
  get graceMs() {
    return config().limits.kill_grace_sec * 1000;
  },
  get keep() {
    const { max_output_size: stdoutBytes, max_error_output_size: stderrBytes } = config().security;
    return { stdoutBytes, stderrBytes };
  },
  get streamBytes() {
    return streamFactor * config().security.max_output_size;
  },
  get mostOutputBytes() {
    return config().limits.output_hard_cap_bytes;
  },
  artifacts: {
    folder: artifactsFolder(auditFile),
    get streamBytes() {
      return config().limits.artifact_bytes;
    },
    get totalBytes() {
      return config().limits.artifacts_total_bytes;
    },
    report: (trouble) => logger.log('warn', 'artifact.failed', { ...trouble }),
  },
});

/** A reader takes more than is kept, since it keeps little of it; and not all there is, since a flood would come with it. */
const streamFactor = 8;
