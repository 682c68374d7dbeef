import { z } from 'zod';

const count = z.int().min(0);

/** What an SNMP agent has in a subtree. */
export const snmpwalkResult = z.strictObject({
  rows: z.array(
    z.strictObject({
      oid: z.string(),
      /** As net-snmp names it: `STRING`, `Hex-STRING`, `INTEGER`, `OID`, `Counter32`, `Timeticks` in hundredths of a second … */
      type: z.string(),
      value: z.string(),
    }),
  ),
  /** Rows that were read but left out of the list, because it is full. */
  omitted: count,
  /** How the walk ended; `agent_error` where the agent answered with one, `looping` where it did not move on. */
  ended: z.enum(['complete', 'no_reply', 'agent_error', 'looping', 'stopped']),
  /** True where the output was cut or could not be followed: rows may be missing. */
  damaged: z.boolean(),
});

export type SnmpRow = z.output<typeof snmpwalkResult>['rows'][number];
export type SnmpwalkResult = z.output<typeof snmpwalkResult>;
