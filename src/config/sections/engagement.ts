import * as z from 'zod';
import { listOf, textOf, toggle } from '../leaf.ts';

const line = /^[^\r\n]*$/;
const moment = /^(?:\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2})?(?:Z|[+-]\d{2}:\d{2}))?)?$/;
const momentForm = 'a moment such as "2026-12-01T08:00:00+01:00", or a day such as "2026-12-01" (UTC)';

/** Who authorised the scope, for what, and when it holds. The scope room gives the texts their meaning. */
export const engagementSection = z
  .strictObject({
    id: textOf('one line', line, '', 'The id of the engagement; it stands in every audit record.'),
    authorised_by: textOf('one line', line, '', 'Who authorised it.'),
    ticket: textOf('one line', line, '', 'Where the authorisation is filed.'),
    contact: textOf('one line', line, '', 'Whom to call.'),
    not_before: textOf(momentForm, moment, '', 'Nothing starts before this moment.'),
    not_after: textOf(momentForm, moment, '', 'Nothing starts after this moment, and what runs ends by it.'),
    windows: listOf(
      'weekly windows such as "mon-fri 08:00-20:00 Europe/Berlin"',
      /^\S.*$/,
      [],
      'Weekly windows outside of which nothing starts: days, times and a time zone. None means any time.',
    ),
    require_signature: toggle(
      false,
      'Refuse to start unless the scope and the engagement carry a valid Ed25519 signature.',
    ),
    public_key_file: textOf(
      'a path',
      line,
      '',
      'The public key (PEM) that signatures are checked with; a relative path starts at the folder of the file. Once the file sets this or another key of the signature, nothing overrides it.',
    ),
    signature_file: textOf(
      'a path',
      line,
      '',
      'The detached signature that `bailiwick scope sign` writes; a relative path starts at the folder of the file. One that is named must be valid.',
    ),
  })
  .prefault({})
  .describe('Who authorised the scope, for what, and when it holds.');
