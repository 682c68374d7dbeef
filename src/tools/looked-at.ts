import { parsePorts, portsNamedFor } from '../scope/ports.ts';
import type { PortRange } from '../scope/scope.ts';

/** The values of an option in a command line of ours, where each stands in a word of its own. */
export const valuesOf = (argv: readonly string[], option: string): readonly string[] =>
  argv.flatMap((word, at) => (word === option ? (argv[at + 1] ?? []) : []));

/** The words behind `--`: the targets, as far as the command line has that mark. */
export const behindOptions = (argv: readonly string[]): readonly string[] =>
  argv.includes('--') ? argv.slice(argv.indexOf('--') + 1) : [];

/** The ports that a list in a command line names for a protocol; none where it is no list. */
export function rangesFor(text: string, protocol: 'tcp' | 'udp'): readonly PortRange[] {
  const spec = parsePorts(text, 'ports');
  return spec.ok ? (portsNamedFor(spec.value, protocol)?.ranges ?? []) : [];
}
