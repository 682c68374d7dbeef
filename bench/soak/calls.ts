/** One call of a soak. */
export interface SoakCall {
  readonly kind: string;
  readonly tool: string;
  readonly arguments: Readonly<Record<string, unknown>>;
  /** When the client goes away, milliseconds after it asked; null for one that waits. */
  readonly leavesMs: number | null;
}

/** The call of a number: what it is follows from that alone, so that every soak makes the same calls. */
export function soakCall(number: number): SoakCall {
  const kind = kinds[(number * 7) % kinds.length] ?? 'plain';
  const named = (name: string, more: object = {}): SoakCall => ({
    kind,
    tool: 'dig',
    arguments: {
      target: `${name}.lab.internal`,
      server: '127.0.0.1',
      correlation_id: soakId(number),
      ...more,
    },
    leavesMs: null,
  });
  switch (kind) {
    case 'outside':
      return named('db', { target: 'example.com' });
    case 'invalid':
      return named('db', { no_such_field: number });
    case 'planned':
      return named('db', { dry_run: true });
    case 'leaves':
      return { ...named('slow'), leavesMs: 30 };
    case 'slow':
      return named('slow', { timeout_sec: 1 });
    case 'plain':
      return named('db');
    default:
      return named(kind);
  }
}

/** The correlation id of a call, by which it is found again wherever it left a trace. */
export const soakId = (number: number): string => `soak-${number}`;

/** What every hundred calls are. */
const kinds: readonly string[] = [
  ...Array.from({ length: 60 }, () => 'plain'),
  ...Array.from({ length: 10 }, () => 'outside'),
  ...Array.from({ length: 6 }, () => 'invalid'),
  ...Array.from({ length: 6 }, () => 'planned'),
  ...Array.from({ length: 5 }, () => 'flood'),
  ...Array.from({ length: 5 }, () => 'broken'),
  ...Array.from({ length: 3 }, () => 'crash'),
  ...Array.from({ length: 3 }, () => 'leaves'),
  ...Array.from({ length: 2 }, () => 'slow'),
];
