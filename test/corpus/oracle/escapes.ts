import { isIP } from 'node:net';
import type { Plan } from '../../../src/tools/tool.ts';
import { readers } from './command-lines.ts';
import { defaultDenied, nameAllowed, namesBelowAllowed, objectionTo } from './scope-oracle.ts';

/**
 * What a plan would touch outside the scope of the corpus, read off its command line as its program reads it; empty where that
 * is nothing. `denied` are the addresses of the denied name in this call.
 */
export function escapes(plan: Plan, denied: readonly string[] = defaultDenied): readonly string[] {
  const { name, kind } = plan.program;
  if (kind === 'none') return plan.argv.length === 0 ? [] : ['argv for nothing'];
  const reader = readers[name];
  if (reader === undefined) return [`nobody knows how ${name} reads its command line`];
  const control = plan.argv
    .filter((word) => !/^[ -~]+$/.test(word))
    .map((word) => `control characters in ${JSON.stringify(word)}`);
  const { sendsTo, names, domains, reads, strange } = reader(plan.argv);
  const sent =
    sendsTo.length === 0 && plan.targets.some(({ hosts }) => hosts > 0) ? ['no target at all'] : [];
  return [
    ...control,
    ...sent,
    ...sendsTo.flatMap((word) => objectionTo(word, denied) ?? []),
    ...names.flatMap((asked) => (isIP(asked) === 0 ? nameObjection(asked) : (objectionTo(asked, []) ?? []))),
    ...domains.flatMap((domain) => (namesBelowAllowed(domain) ? [] : [`names below ${domain}`])),
    ...reads.flatMap((file) =>
      /^\/srv\/bailiwick-corpus\/word-lists\/(?!.*\.\.)[\w./-]+$/.test(file) ? [] : [`reads ${file}`],
    ),
    ...strange.map((word) => `strange: ${word}`),
  ];
}

const nameObjection = (name: string): readonly string[] => (nameAllowed(name) ? [] : [`names ${name}`]);
