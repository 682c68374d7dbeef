import { failure } from '../../../kernel/failure.ts';
import { err, ok, type Result } from '../../../kernel/result.ts';
import type { ToolOutput } from '../../tool.ts';
import type { Hop, TracerouteResult } from './result.ts';

const mostHops = 64;
/** Of one hop: ten probes are the most that are sent. */
const mostAnswers = 10;
/** Longer than ten IPv6 addresses with their times. */
const longestLine = 1024;

/** Reads what traceroute prints with `-n`: a line for each hop. */
export function parseTraceroute({ stdout, complete }: ToolOutput): Result<TracerouteResult> {
  const destination = /^traceroute to [!-~]{1,255} \(([0-9a-f.:]{2,45})\), /m.exec(stdout)?.[1];
  if (destination === undefined) return err(failure('tool.output', 'traceroute printed no report.'));
  const hops: Hop[] = [];
  for (const line of stdout.split('\n')) {
    if (hops.length < mostHops) hops.push(...hopOf(line.slice(0, longestLine)));
  }
  const reached = hops.at(-1)?.addresses.includes(destination) === true;
  return ok({ destination, reached, hops, partial: !complete });
}

/** A hop is its distance and then, for each probe, an address where it changes, a time, a mark of what was said, or a star. */
function hopOf(line: string): Hop[] {
  const [, ttl, answers] = /^ ?(\d{1,2}) {2}(\S.*)$/.exec(line) ?? [];
  if (ttl === undefined || answers === undefined) return [];
  const addresses = new Set<string>();
  const errors = new Set<string>();
  const rtt_ms: number[] = [];
  let lost = 0;
  let before = '';
  for (const word of answers.split(/ +/)) {
    if (word === '*') lost += 1;
    else if (/^![A-Z0-9]{0,3}$/.test(word)) errors.add(meanings[word] ?? `code ${word}`);
    else if (word === 'ms' && /^\d{1,9}\.\d{1,6}$/.test(before)) rtt_ms.push(Number(before));
    else if (isAddress(word)) addresses.add(word);
    before = word;
  }
  return [
    {
      ttl: Number(ttl),
      addresses: [...addresses].slice(0, mostAnswers),
      rtt_ms: rtt_ms.slice(0, mostAnswers),
      lost,
      ...(errors.size === 0 ? {} : { errors: [...errors].slice(0, mostAnswers) }),
    },
  ];
}

const isAddress = (word: string): boolean =>
  /^\d{1,3}(?:\.\d{1,3}){3}$/.test(word) || (/^[0-9a-f:.]{2,45}$/.test(word) && word.includes(':'));

/** The marks of traceroute(8). */
const meanings: Readonly<Record<string, string>> = {
  '!H': 'host unreachable',
  '!N': 'network unreachable',
  '!P': 'protocol unreachable',
  '!S': 'source route failed',
  '!F': 'fragmentation needed',
  '!X': 'administratively prohibited',
  '!V': 'host precedence violation',
  '!C': 'precedence cutoff in effect',
};
