import { err, ok, type Result } from '../../../kernel/result.ts';
import { complaintOf, type RunScript } from './run-script.ts';
import { shellWords } from './shell-words.ts';
import { slotOf } from './slot.ts';
import type { Ground } from './take-number.ts';

/**
 * Sends a packet from the first slot to the second, and to this machine: the one must pass, which it does not where another
 * firewall drops what is forwarded, and the other must not. A tool would call every target dead, or reach what none may.
 */
export async function tryPool(run: RunScript, { number }: Ground): Promise<Result<null, string>> {
  const [from, to] = [slotOf(number, 0), slotOf(number, 1)];
  const table = `inet bailiwick_${number}`;
  const ended = await run(script, [
    from.name,
    to.its.v4,
    from.ours.v4,
    [
      `add element ${table} ${from.chain}v4 { ${to.its.v4}, ${from.ours.v4} }`,
      `add element ${table} ${to.chain}v4 { ${from.its.v4} }`,
      ...[from, to].map(({ chain }) => `add element ${table} ${chain}whole { 1 }`),
    ].join('\n'),
    [from, to]
      .flatMap(({ chain }) => ['v4', 'whole'].map((part) => `flush set ${table} ${chain}${part}`))
      .join('\n'),
  ]);
  return ended.code === 0 ? ok(null) : err(complaintOf(ended));
}

const script = `${shellWords}
command -v ping > /dev/null || exit 0
nft "$4" || fail 'nft takes no addresses'
trap 'nft "$5"' EXIT
from() { nsenter --net="/run/netns/$1" -S 65534 -G 65534 -- ping -n -q -c 1 -W "$3" "$2" > /dev/null 2>&1; }
from "$1" "$2" 2 || fail 'no packet passes from a namespace: another firewall of this machine may drop what is forwarded'
! from "$1" "$3" 0.05 || fail 'a packet from a namespace reaches this machine'
`;
