/** What a run is announced with. */
export interface Announcement {
  readonly run_id: string;
  readonly correlation_id: string;
  readonly tool: string;
  readonly principal: string;
  readonly client: string | null;
  readonly target: string | null;
  /** `name=address` of each name that was resolved. */
  readonly pinned: readonly string[];
  /** Addresses and CIDR blocks that may be sent something. */
  readonly addresses: readonly string[];
  readonly engagement: string | null;
  readonly rule: string | null;
  readonly config_version: string;
}

/** Who sends a message of syslog, and when. */
export interface Origin {
  readonly host: string;
  readonly pid: number;
  /** Milliseconds since 1970. */
  readonly atMs: number;
}

/**
 * A message by RFC 5424: facility local0, severity notice, the facts as structured data under the number that RFC 5612 keeps for
 * examples, since the project has none of its own. Whatever is no printable ASCII is replaced, so that no fact can begin a line.
 */
export function syslogMessage(announced: Announcement, { host, pid, atMs }: Origin): string {
  const facts = Object.entries({
    ...announced,
    pinned: announced.pinned.join(','),
    addresses: announced.addresses.join(','),
  });
  const data = facts.flatMap(([name, value]) => (value ? [`${name}="${quoted(value)}"`] : []));
  const text = `${announced.tool} is about to send packets to ${announced.target ?? 'its target'}`;
  const header = `<${notice}>1 ${new Date(atMs).toISOString()} ${plain(host, 255) || '-'} bailiwick ${pid} run.starting`;
  return `${header} [run@32473 ${data.join(' ')}] ${plain(text, 600)}`;
}

/** local0 (16) × 8 + notice (5). */
const notice = 133;

const plain = (text: string, most: number): string => text.replace(/[^ -~]/g, '?').slice(0, most);

const quoted = (value: string): string => plain(value, 512).replace(/["\\\]]/g, (sign) => `\\${sign}`);
