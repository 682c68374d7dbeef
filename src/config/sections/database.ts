import * as z from 'zod';
import { textOf, wholeNumber } from '../leaf.ts';

/** Where records are kept, and for how long. */
export const databaseSection = z
  .strictObject({
    // A URL may carry a password, so it is a secret as a whole.
    url: textOf(
      'empty, "sqlite:" and a path, or "postgres://user:password@host:port/database"',
      /^(?:sqlite:\S.*|postgres(?:ql)?:\/\/\S+)?$/,
      '',
      'Where records are kept: `sqlite:` and a path, or `postgres://user:password@host:port/database`, with `sslmode` and `sslrootcert` as libpq has them and no TLS without; empty stands for a file under `${XDG_STATE_HOME}/bailiwick`.',
    ).meta({ secret: true }),
    pool_size: wholeNumber(
      { min: 1, max: 1000 },
      10,
      'Connections that are kept open to a database server; SQLite is a file and has none.',
    ),
    max_overflow: wholeNumber(
      { min: 0, max: 1000 },
      20,
      'Connections beyond `pool_size` while many are needed; SQLite has none.',
    ),
    pool_timeout: wholeNumber(
      { min: 1, max: 3600 },
      30,
      'How long a call waits for a free connection, seconds; SQLite has none.',
    ),
    pool_recycle: wholeNumber(
      { min: 1, max: 604_800 },
      3600,
      'After how long a connection is replaced by a new one, seconds; SQLite has none.',
    ),
    keep_runs_days: wholeNumber(
      { min: 1, max: 36_500 },
      90,
      'How long runs and their results are remembered after they were asked for, days; the audit log has a time of its own.',
    ),
    keep_outputs_days: wholeNumber(
      { min: 1, max: 36_500 },
      30,
      'How long what programs printed is kept, days, as far as `limits.artifacts_total_bytes` has room for it.',
    ),
  })
  .prefault({})
  .describe('Where the audit chain and the runs are kept, and for how long runs are.');
