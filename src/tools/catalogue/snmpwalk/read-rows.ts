import { failure } from '../../../kernel/failure.ts';
import { err, ok } from '../../../kernel/result.ts';
import { cleanField } from '../../../output/clean.ts';
import { createJsonBudget } from '../../../output/json-budget.ts';
import type { Reader, ToolOutput } from '../../tool.ts';
import type { SnmpRow, SnmpwalkResult } from './result.ts';
import { createRowEvents } from './row-events.ts';

/** About two thousand rows of the usual kind. */
const mostBytes = 256 * 1024;
const longestValue = 120;

/** What is read of an agent that does not come to an end. */
export const mostStreamBytes = 16 * 1024 * 1024;

/** Reads what `snmpwalk -OneU` prints, while it runs. */
export function createSnmpwalkReader(): Reader<SnmpwalkResult> {
  const rows: SnmpRow[] = [];
  const fits = createJsonBudget(mostBytes);
  const utf8 = new TextDecoder();
  let omitted = 0;
  let bytes = 0;
  const events = createRowEvents(({ oid, type, value }) => {
    const row = { oid: cleanField(oid, longestOid), type, value: cleanField(value, longestValue) };
    if (fits(row)) rows.push(row);
    else omitted += 1;
  });
  return {
    write: (chunk) => {
      bytes += chunk.length;
      events.write(utf8.decode(chunk, { stream: true }));
      return null;
    },
    end: (output) => {
      const whole = events.end() && bytes < mostStreamBytes;
      const ended = endOf(output);
      if (ended === null)
        return err(failure('tool.failed', 'snmpwalk did not do the walk; its own words say why.'));
      if (bytes > 0 && rows.length === 0 && ended === 'complete' && !nothingFound.test(output.stdout))
        return err(failure('tool.output', 'snmpwalk printed no rows that can be read.'));
      return ok({ rows, omitted, ended, damaged: output.complete && !whole });
    },
  };
}

/** Sixty-four numbers of up to ten digits, as the longest that are asked for. */
const longestOid = 704;

const nothingFound = /^(?:End of MIB|\.[0-9.]{1,1500} = (?:No Such (?:Object|Instance)|No more variables))/m;

/** net-snmp's own sentences on stderr, as far as they tell of the agent; null where they tell of snmpwalk. */
function endOf({ complete, returncode, stderr }: ToolOutput): SnmpwalkResult['ended'] | null {
  if (!complete) return 'stopped';
  if (returncode === 0) return 'complete';
  if (/^Timeout: No Response from/m.test(stderr)) return 'no_reply';
  if (/^Error: OID not increasing/m.test(stderr)) return 'looping';
  return /^Error in packet/m.test(stderr) ? 'agent_error' : null;
}
