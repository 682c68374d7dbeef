/** Where a call belongs in a distributed trace: https://www.w3.org/TR/trace-context/ and https://www.w3.org/TR/baggage/. */
export interface TraceContext {
  /** 32 hexadecimal digits, not all 0. */
  readonly traceId: string;
  /** Of the caller's own span, 16 hexadecimal digits, not all 0. */
  readonly spanId: string;
  /** One byte; its lowest bit says that the caller records the trace. */
  readonly flags: number;
  /** What vendors keep beside it, as it came; null where there is none that is well-formed. */
  readonly tracestate: string | null;
  /** What the caller passes on to whoever is called, as it came; null likewise. */
  readonly baggage: string | null;
}

/** What a caller sent; nothing has looked at it yet. */
export interface TraceCarrier {
  readonly traceparent?: unknown;
  readonly tracestate?: unknown;
  readonly baggage?: unknown;
}

/** Reads what a caller sent; null where its `traceparent` is none: the call then begins a trace of its own. */
export function traceContextOf({ traceparent, tracestate, baggage }: TraceCarrier): TraceContext | null {
  const [, version, traceId, spanId, flags, rest] =
    (typeof traceparent === 'string' ? parentForm.exec(traceparent) : null) ?? [];
  if (traceId === undefined || spanId === undefined || flags === undefined) return null;
  // A later version may have more parts, this one may not.
  if (version === 'ff' || (version === '00' && rest !== undefined)) return null;
  return {
    traceId,
    spanId,
    flags: Number.parseInt(flags, 16),
    tracestate: typeof tracestate === 'string' && isState(tracestate) ? tracestate : null,
    baggage: typeof baggage === 'string' && baggageForm.test(baggage) ? baggage : null,
  };
}

/** Writes a place in a trace as version 00. */
export const traceparentOf = ({
  traceId,
  spanId,
  flags,
}: Pick<TraceContext, 'traceId' | 'spanId' | 'flags'>): string =>
  `00-${traceId}-${spanId}-${flags.toString(16).padStart(2, '0')}`;

const parentForm = /^([0-9a-f]{2})-(?!0{32})([0-9a-f]{32})-(?!0{16})([0-9a-f]{16})-([0-9a-f]{2})(-.*)?$/;

/** Printable ASCII: it is written into headers again. */
const baggageForm = /^[\u0020-\u007e]{1,8192}$/;

const memberForm = /^[a-z0-9][a-z0-9_*/@-]{0,255}=[\u0020-\u002b\u002d-\u003c\u003e-\u007e]{1,256}$/;

function isState(text: string): boolean {
  if (text.length > 512) return false;
  const members = text.split(',').map((member) => member.replaceAll(/^[ \t]+|[ \t]+$/g, ''));
  return members.length <= 32 && members.every((member) => memberForm.test(member));
}
