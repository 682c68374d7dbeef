import type { AuditRow } from './audit-row.ts';
import { targetIn } from './record-filter.ts';
import { endIn } from './recorded-end.ts';
import { fieldsAt, readFields, textAt, textsAt, type Fields } from './stored-fields.ts';

/**
 * A record as an event of the Open Cybersecurity Schema Framework 1.3: API Activity (6003), since a record tells who asked this server
 * for what and how it decided. Network Activity (4001) tells of connections that were seen; a decision precedes them, and a refusal has
 * none. What the schema has no place for stands in `unmapped`, the hash among it.
 */
export function ocsfEvent(row: AuditRow, tool: string | null, version: string): Fields {
  const { seq, at, principal, runId } = row;
  const body = readFields(row.body);
  const caller = fieldsAt(body, 'caller');
  const client = textAt(caller, 'client');
  const target = targetIn(body);
  const correlation =
    textAt(body, 'correlationId') ?? textAt(fieldsAt(body, 'result'), 'correlation_id') ?? runId;
  return {
    category_uid: 6,
    category_name: 'Application Activity',
    class_uid: 6003,
    class_name: 'API Activity',
    activity_id: other,
    type_uid: 6003 * 100 + other,
    time: at,
    severity_id: 1,
    severity: 'Informational',
    ...(row.kind === 'decision' ? decided(body) : row.kind === 'outcome' ? ended(body) : changed),
    metadata: {
      version: '1.3.0',
      product: { name: 'bailiwick', vendor_name: 'bailiwick', version },
      profiles: ['security_control'],
      log_name: 'audit',
      sequence: seq,
      uid: String(seq),
      ...(correlation === '' ? {} : { correlation_uid: correlation }),
      original_time: new Date(at).toISOString(),
    },
    actor: { user: { name: principal, uid: principal }, ...(client === null ? {} : { app_name: client }) },
    api: {
      operation: tool ?? 'none',
      service: { name: 'bailiwick' },
      ...(runId === '' ? {} : { request: { uid: runId } }),
    },
    src_endpoint: { name: client ?? principal, svc_name: textAt(caller, 'channel') ?? 'unknown' },
    resources: [target ?? 'none', ...textsAt(body, 'addresses')].map((name) => ({
      name,
      type: 'network target',
    })),
    unmapped: {
      kind: row.kind,
      hash: Buffer.from(row.hash).toString('hex'),
      prev: Buffer.from(row.prev).toString('hex'),
      record: body,
    },
  };
}

/** OCSF's own word for an activity that it has no number for. */
const other = 99;

function decided(body: Fields): Fields {
  const allowed = textAt(body, 'decision') === 'allow';
  const rule = textAt(body, 'rule');
  const code = textAt(body, 'code');
  return {
    activity_name: 'Decide about a call',
    action_id: allowed ? 1 : 2,
    action: allowed ? 'Allowed' : 'Denied',
    disposition_id: allowed ? 1 : 2,
    disposition: allowed ? 'Allowed' : 'Blocked',
    status_id: allowed ? 1 : 2,
    status: allowed ? 'Success' : 'Failure',
    ...(code === null ? {} : { status_code: code }),
    ...(rule === null ? {} : { policy: { name: rule } }),
  };
}

function ended(body: Fields): Fields {
  const end = endIn(body);
  if (end === null)
    return { activity_name: 'End a slice of a call', ...success, ...lasting(sliceSeconds(body)) };
  const { status, summary, seconds } = end;
  return {
    activity_name: 'End a call',
    ...(status === 'succeeded' ? success : { status_id: 2, status: 'Failure' }),
    ...(status === null ? {} : { status_code: status }),
    ...(summary === null ? {} : { status_detail: summary }),
    ...lasting(seconds),
  };
}

const success = { status_id: 1, status: 'Success' } as const;

/** What is recorded of the log itself. */
const changed: Fields = { activity_name: 'Change the log', ...success };

/** A slice is recorded where it ended well. */
const sliceSeconds = (body: Fields): number | null => {
  const { execution_time: seconds } = fieldsAt(body, 'slice');
  return typeof seconds === 'number' ? seconds : null;
};

const lasting = (seconds: number | null): Fields =>
  seconds === null ? {} : { duration: Math.round(seconds * 1000) };
