import { failure } from '../../../kernel/failure.ts';
import { err, ok, type Result } from '../../../kernel/result.ts';
import { cleanField } from '../../../output/clean.ts';
import { createJsonBudget } from '../../../output/json-budget.ts';
import type { ToolOutput } from '../../tool.ts';
import type { DigResult } from './result.ts';

/** About five hundred records of the longest kind. */
const mostBytes = 256 * 1024;

/** The exit code of dig for a server that did not answer. */
const noReply = 9;

/** Reads what dig prints with `+noall +comments +answer +authority +stats`. */
export function parseDig({ stdout, returncode }: ToolOutput): Result<DigResult> {
  if (returncode === noReply)
    return ok({ status: 'NO_REPLY', flags: [], records: [], omitted: 0, transport: null, query_ms: null });
  const status = /^;; ->>HEADER<<- opcode: [A-Z]+, status: ([A-Z0-9]{1,20}), id: \d+$/m.exec(stdout)?.[1];
  if (status === undefined) return err(failure('tool.output', 'dig printed no answer header.'));
  const flags = /^;; flags: ?([a-z ]{0,60});/m.exec(stdout)?.[1] ?? '';
  const milliseconds = /^;; Query time: (\d{1,9}) msec$/m.exec(stdout)?.[1];
  const transport = /^;; SERVER: \S{1,300} \((UDP|TCP)\)$/m.exec(stdout)?.[1];
  return ok({
    status,
    flags: flags.split(' ').filter((flag) => flag !== ''),
    ...recordsOf(stdout),
    transport: transport === undefined ? null : transport === 'TCP' ? 'tcp' : 'udp',
    query_ms: milliseconds === undefined ? null : Number(milliseconds),
  });
}

function recordsOf(stdout: string): Pick<DigResult, 'records' | 'omitted'> {
  const records: DigResult['records'] = [];
  const fits = createJsonBudget(mostBytes);
  let omitted = 0;
  let section: 'answer' | 'authority' | null = null;
  for (const line of stdout.split('\n')) {
    if (line === ';; ANSWER SECTION:') section = 'answer';
    else if (line === ';; AUTHORITY SECTION:') section = 'authority';
    else if (line === '' || line.startsWith(';')) section = null;
    else if (section !== null) {
      const [, name, ttl, type, data] = /^(\S+)\s+(\d{1,10})\s+[A-Z]+\s+([A-Z0-9]+)\s+(.*)$/.exec(line) ?? [];
      if (name === undefined || type === undefined || data === undefined) continue;
      const record = {
        section,
        name: cleanField(name),
        ttl: Number(ttl),
        type: cleanField(type),
        data: cleanField(data),
      };
      if (fits(record)) records.push(record);
      else omitted += 1;
    }
  }
  return { records, omitted };
}
