import type { Result } from '../../kernel/result.ts';
import { clean } from '../../output/clean.ts';
import type { AuditReader } from '../../store/audit/reader.ts';
import type { Span } from '../../store/audit/touches.ts';
import type { Segment } from '../../store/segments/segment.ts';
import type { Terminal } from '../terminal.ts';

/** The segments of a span that cannot be searched, since their files are not there; tells of each. */
export async function tellAbsent(
  terminal: Terminal,
  audit: AuditReader,
  span: Span,
): Promise<Result<readonly Segment[]>> {
  const absent = await audit.absent(span);
  if (absent.ok) for (const segment of absent.value) terminal.tell(lineOf(segment));
  return absent;
}

const lineOf = ({ first_seq: first, last_seq: last, file }: Segment): string =>
  `not searched: records ${first} to ${last} have left the database for ${clean(file).slice(0, 200)}; name its folder with --archive\n`;
