import { failure } from '../../kernel/failure.ts';
import { quote } from '../../kernel/quote.ts';
import { ok } from '../../kernel/result.ts';
import { clean } from '../../output/clean.ts';
import { formatFirst, parseAddress } from '../../scope/address.ts';
import { longestRunMs, touchesOf, type Span, type Touch } from '../../store/audit/touches.ts';
import { attempt } from '../../store/store-trouble.ts';
import type { CommonOptions } from '../common-options.ts';
import { exitCodes } from '../exit-code.ts';
import { reportFailure, writeJson } from '../report.ts';
import type { Terminal } from '../terminal.ts';
import { tellAbsent } from './absent-segments.ts';
import { openReader, tellNoRecords } from './open-reader.ts';

interface Question {
  readonly address: string;
  /** Milliseconds since the Unix epoch. */
  readonly at: number;
  /** How far before and after that moment, seconds. */
  readonly withinSec: number;
  /** The folder of segments, where it is not the configured one. */
  readonly archive?: string | undefined;
}

/** `whois-that`: which runs touched an address around a time. The exit code is 1 where none did, 5 where nobody can tell. */
export async function whoisThat(
  terminal: Terminal,
  common: CommonOptions,
  { address: text, at, withinSec, archive }: Question,
): Promise<number> {
  const address = parseAddress(text);
  if (address === null) {
    const why = `${quote(text)} is no IPv4 or IPv6 address.`;
    return await reportFailure(terminal, common, failure('input.invalid', why, { field: 'address' }));
  }
  const opened = await openReader(terminal, common, archive);
  if (!opened.ok) return opened.error;
  const { audit, place } = opened.value;
  const span = { from: at - withinSec * 1000, to: at + withinSec * 1000 };
  const absent = audit === null ? ok([]) : await tellAbsent(terminal, audit, around(span));
  const found = await attempt('The audit log cannot be read', async () =>
    audit === null ? [] : await touchesOf(audit.within(around(span)), address, span),
  );
  audit?.close();
  if (!absent.ok) return await reportFailure(terminal, common, absent.error);
  if (!found.ok) return await reportFailure(terminal, common, found.error);
  const touches = found.value;
  const asked = { address: formatFirst(address), from: timeOf(span.from), to: timeOf(span.to) };
  if (common.json)
    await writeJson(terminal, 'whois-that', {
      ...asked,
      not_searched: absent.value.map(({ file }) => file),
      runs: touches.map(documentOf),
    });
  else if (audit === null) tellNoRecords(terminal, place);
  else if (touches.length === 0) {
    const searched = absent.value.length === 0 ? '' : 'in what was searched, ';
    terminal.tell(`${searched}no run touched ${asked.address} between ${asked.from} and ${asked.to}\n`);
  } else await terminal.write(touches.map(linesOf).join(''));
  if (touches.length > 0) return exitCodes.ok;
  // Nobody knows that it was not us.
  return absent.value.length > 0 ? exitCodes.environment : exitCodes.difference;
}

/** A run that went on then may have been decided a day before, and may have ended a day later. */
const around = ({ from, to }: Span): Span => ({ from: from - longestRunMs, to: to + longestRunMs });

const timeOf = (ms: number): string => new Date(ms).toISOString();

const documentOf = ({ from, to, ...touch }: Touch): object => ({
  ...touch,
  from: timeOf(from),
  to: to === null ? null : timeOf(to),
});

function linesOf({ run_id: id, seq, from, to, tool, target, principal, client, ...touch }: Touch): string {
  const until = to === null ? 'no end was recorded' : timeOf(to);
  const who = client === null ? principal : `${principal} (${client})`;
  const facts = {
    target: `${target ?? '-'} (${touch.within})`,
    'asked by': who,
    rule: touch.rule,
    engagement: touch.engagement,
    command: touch.argv.join(' '),
    record: `#${seq}`,
  };
  const rows = Object.entries(facts).flatMap(([name, value]) =>
    value === null || value === '' ? [] : [`   ${name.padEnd(10)} ${clean(value).slice(0, 500)}\n`],
  );
  return `${id}  ${tool}  ${timeOf(from)} – ${until}  ${touch.status ?? ''}`.trimEnd() + `\n${rows.join('')}`;
}
