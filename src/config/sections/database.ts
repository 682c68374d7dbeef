import * as z from 'zod';
import { textOf } from '../leaf.ts';

/** Where the audit chain is kept. */
export const databaseSection = z
  .strictObject({
    // A URL may carry a password, so it is a secret as a whole.
    url: textOf(
      'empty, or "sqlite:" and a path',
      /^(?:sqlite:\S.*)?$/,
      '',
      'Where records are kept: `sqlite:` and a path; empty stands for a file under `${XDG_STATE_HOME}/bailiwick`.',
    ).meta({ secret: true }),
  })
  .prefault({})
  .describe('Where the audit chain is kept.');
