import type { Logger } from '../host/logger.ts';
import { fileAndTrouble } from '../host/read-text-file.ts';
import { failure, type Failure } from '../kernel/failure.ts';
import { err } from '../kernel/result.ts';
import type { Follower } from './generations.ts';
import { logSettingsOf } from './log-settings.ts';

/** Lets a log follow the configuration: level, format and file change without a restart, or none of it does. */
export const logFollower =
  (logger: Pick<Logger, 'prepare'>, env: Readonly<Record<string, string | undefined>>): Follower =>
  (next) => {
    const settings = logSettingsOf(next, env);
    const prepared = logger.prepare(settings);
    return prepared.ok ? prepared : err(logFileRefused(settings.file?.path ?? '', prepared.error));
  };

/** Why a log cannot be written to its file; `trouble` is a predicate about that. */
export const logFileRefused = (path: string, trouble: string): Failure =>
  failure('config.invalid', `logging.file_path is ${fileAndTrouble(path, trouble)}.`, {
    field: 'logging.file_path',
    next: ['Name a file that the user of bailiwick may write, in a folder that there is.'],
  });
