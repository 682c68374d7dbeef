import { slotRules } from './rules.ts';
import { shellWords } from './shell-words.ts';
import type { Slot } from './slot.ts';

/**
 * Makes slots: $1 are their rules, $2 and $3 what makes and sets up their devices here, and $4 their names; then come
 * pairs of a name and what sets its other end up. Where anything fails, none of them stays.
 */
export const slotScript = `${shellWords}
rules=$1 make=$2 settle=$3 names=$4
shift 4
undo() {
  for name in $names; do echo "link del $name"; done | ip -force -batch -
  for name in $names; do echo "netns del $name"; done | ip -force -batch -
}
trap 'undo > /dev/null 2>&1' EXIT
# The rules come first: a device without any would be open.
printf '%s' "$rules" | nft -f - || fail 'nft takes no rules'
printf '%s' "$make" | ip -batch - || fail 'ip makes no namespaces'
set_to() { [ ! -e "/proc/sys/net/$2" ] || echo "$1" > "/proc/sys/net/$2" || fail "/proc/sys/net/$2 cannot be written"; }
for name in $names; do
  set_to 1 "ipv4/conf/$name/forwarding"
  # It answers for the address of the gateway alone, and learns nothing of others.
  set_to 1 "ipv4/conf/$name/arp_ignore"
  set_to 0 "ipv4/conf/$name/accept_redirects"
  set_to 0 "ipv4/conf/$name/send_redirects"
  set_to 0 "ipv4/conf/$name/accept_source_route"
  set_to 0 "ipv4/conf/$name/route_localnet"
  set_to 1 "ipv6/conf/$name/force_forwarding"
  set_to 0 "ipv6/conf/$name/accept_ra"
  set_to 0 "ipv6/conf/$name/accept_redirects"
  set_to 1 "ipv6/conf/$name/addr_gen_mode"
done
printf '%s' "$settle" | ip -batch - || fail 'ip sets no devices up'
while [ $# -gt 1 ]; do
  # Anyone may ping: a program in the namespace has no right to more.
  nsenter --net="/run/netns/$1" /bin/sh -c '
    echo "0 2147483647" > /proc/sys/net/ipv4/ping_group_range &&
    for each in accept_ra autoconf; do
      [ ! -e "/proc/sys/net/ipv6/conf/eth0/$each" ] || echo 0 > "/proc/sys/net/ipv6/conf/eth0/$each" || exit 1
    done
    [ ! -e /proc/sys/net/ipv6/conf/eth0/addr_gen_mode ] || echo 1 > /proc/sys/net/ipv6/conf/eth0/addr_gen_mode
    printf "%s" "$1" | ip -batch -
  ' sh "$2" || fail "$1 cannot be set up"
  shift 2
done
trap - EXIT
`;

/** The words of `slotScript` for these slots. */
export function slotWords(pool: number, slots: readonly Slot[], ipv6: boolean): readonly string[] {
  const lines = (of: (slot: Slot) => readonly string[]): string =>
    slots
      .flatMap(of)
      .map((line) => `${line}\n`)
      .join('');
  return [
    slots.map((slot) => slotRules(pool, slot)).join(''),
    lines(({ name, ours, its }) => [
      `netns add ${name}`,
      `link add ${name} address ${ours.mac} type veth peer name eth0 address ${its.mac} netns ${name}`,
    ]),
    lines(({ name, ours, its }) => [
      `addr add ${ours.v4}/30 dev ${name}`,
      `link set ${name} up`,
      ...(ipv6 ? [`addr add ${ours.v6}/126 dev ${name} nodad`] : []),
      ...neighbours(name, its, ipv6),
    ]),
    slots.map(({ name }) => name).join(' '),
    ...slots.flatMap((slot) => [slot.name, inside(slot, ipv6)]),
  ];
}

/** What is set up in the namespace: one address of each family, one neighbour, and the way out through it. */
const inside = ({ ours, its }: Slot, ipv6: boolean): string =>
  [
    'link set lo up',
    `addr add ${its.v4}/30 dev eth0`,
    'link set eth0 up',
    ...(ipv6 ? [`addr add ${its.v6}/126 dev eth0 nodad`] : []),
    ...neighbours('eth0', ours, ipv6),
    `route add default via ${ours.v4}`,
    ...(ipv6 ? [`route add default via ${ours.v6}`] : []),
  ]
    .map((line) => `${line}\n`)
    .join('');

/** Both ends know each other beforehand: nobody can take the place of the other by an answer of his own. */
const neighbours = (device: string, { mac, v4, v6 }: Slot['ours'], ipv6: boolean): readonly string[] =>
  [v4, ...(ipv6 ? [v6] : [])].map(
    (address) => `neigh replace ${address} lladdr ${mac} dev ${device} nud permanent`,
  );
