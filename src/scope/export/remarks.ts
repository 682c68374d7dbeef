import { quote } from '../../kernel/quote.ts';
import type { Reach } from './reach.ts';

/** Where an export comes from, so that an old one can be told. */
export interface Origin {
  readonly engagement: string | null;
  readonly configVersion: string;
}

/** The first lines of an export: what it is and what is not in it, as comments. */
export function remarks(
  form: string,
  { engagement, configVersion }: Origin,
  reach: Reach,
  more: readonly string[],
): string {
  const of = engagement === null ? '' : `, engagement ${quote(engagement)}`;
  const lines = [
    `The scope of bailiwick as ${form}; configuration ${configVersion}${of}.`,
    'A second line behind the guard. Export it again whenever the scope is changed.',
    ...more,
    ...namesLeftOut(reach),
  ];
  return lines.map((line) => `# ${line}\n`).join('');
}

/** What an export says of the host names that it cannot hold, in sentences; none where the scope names no hosts. */
export function namesLeftOut({ names: { allowed, denied } }: Reach): readonly string[] {
  return [
    ...(allowed.length === 0
      ? []
      : [
          `Host names cannot be exported. Allowed ones reach no address but those allowed here: ${allowed.join(', ')}.`,
        ]),
    ...(denied.length === 0
      ? []
      : [
          `Host names cannot be exported. The addresses of DENIED ones are not kept out here: ${denied.join(', ')}.`,
        ]),
  ];
}
