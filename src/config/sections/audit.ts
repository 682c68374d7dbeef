import * as z from 'zod';
import { textOf, wholeNumber } from '../leaf.ts';

/** How the audit log is made proof against those who can write to its database. */
export const auditSection = z
  .strictObject({
    key_file: textOf(
      'a path',
      /^[^\r\n]*$/,
      '',
      'The Ed25519 key (PEM) that signs checkpoints; a relative path starts at the folder of the file. Empty: `audit-key.pem` beside the database, made at the first checkpoint. One that lies elsewhere also proves something against whoever can write there.',
    ),
    checkpoint_records: wholeNumber(
      { min: 1, max: 1_000_000 },
      1000,
      'A checkpoint is signed after so many records.',
    ),
    checkpoint_sec: wholeNumber(
      { min: 1, max: 86_400 },
      60,
      'At the latest so long after a record it stands under a checkpoint, seconds; the end of a process signs one as well.',
    ),
    keep_days: wholeNumber(
      { min: 0, max: 36_500 },
      0,
      'How long records stay in the database, days, as far as they stand under a checkpoint; then they go to files in `archive_folder`, in whole signed segments. 0 keeps all.',
    ),
    archive_folder: textOf(
      'a path',
      /^[^\r\n]*$/,
      '',
      'Where segments go; a relative path starts at the folder of the file. Empty: `audit-archive` beside the database.',
    ),
  })
  .prefault({})
  .describe('How the audit log is made proof against those who can write to its database.');
