import { shellWords } from './shell-words.ts';

/** Removes what pools of dead servers left, and prints the numbers that cannot be had. */
export const sweepScript = `${shellWords}
lock
for pool in $(pools); do
  gone $(owner "$pool") && remove "$pool" >&2
done
for file in $taken/[0-9]*; do
  [ -e "$file" ] && gone $(cat "$file") && remove "\${file##*/}" 2> /dev/null
done
pools
ls $taken | grep '^[0-9]'
exit 0
`;

/** Prints every pool: its table, how many namespaces it has, and the id of its server, or `gone`. */
export const listScript = `${shellWords}
nft list tables inet > /dev/null || fail 'nft lists no tables'
for pool in $(pools); do
  set -- $(owner "$pool")
  gone "$@" && server=gone || server=\${1:-gone}
  echo "bailiwick_$pool $(ls -d /run/netns/bwk"$pool"s* 2> /dev/null | wc -l) $server"
done
exit 0
`;

/** Removes the pool with the number $1. */
export const closeScript = `${shellWords}
lock
remove "$1"
`;

/** The exit code of `openScript` for a number that somebody else has. */
export const numberTaken = 17;

/**
 * Takes the number $1 with the rules $2 for the IPv4 network $3 and the owner $4, and has the devices that lead out forward. It prints the paths
 * of nft and nsenter, and why no IPv6 passes, or an empty line.
 */
export const openScript = `${shellWords}
lock
mkdir -p /run/netns && [ -w /run/netns ] || fail '/run/netns cannot be written'
[ ! -e "$taken/$1" ] || exit ${numberTaken}
[ -z "$(ip -4 -o addr show to "$3")" ] || exit ${numberTaken}
echo "$4" > "$taken/$1"
said=$(printf '%s' "$2" | nft -f - 2>&1) || {
  rm "$taken/$1"
  nft list table inet "bailiwick_$1" > /dev/null 2>&1 && exit ${numberTaken}
  fail "nft makes no table: $said"
}
undo() { trap - EXIT; remove "$1"; }
trap 'undo "$1" > /dev/null 2>&1' EXIT

# A device is named before it is switched, so that nothing is left on that nobody knows of.
forward() {
  file=$(switch "$2" "$3")
  if [ "$(cat "$file")" = 1 ]; then closedElsewhere "$1" "$2" "$3" || return 0; fi
  nft add element inet "bailiwick_$1" "closed$2" "{ \\"$3\\" }" || fail "nft takes no device $3"
  { echo 1 > "$file"; } 2> /dev/null || fail "$file cannot be written"
}

without6=
if [ ! -e /proc/sys/net/ipv6/conf/all/forwarding ]; then without6='this machine has no IPv6'
elif [ "$(cat /proc/sys/net/ipv6/conf/all/forwarding)" = 1 ]; then route6=
elif [ -e /proc/sys/net/ipv6/conf/all/force_forwarding ]; then route6=each
else without6='forwarding IPv6 from single devices takes Linux 6.17'
fi
for device in $(ip -o addr show up | sed -n 's/^[0-9]*: \\([A-Za-z0-9._-]*\\) .*/\\1/p' | sort -u); do
  case $device in lo | bwk*) continue ;; esac
  if [ "$(cat /proc/sys/net/ipv4/ip_forward)" = 1 ]; then
    [ "$(cat "$(switch 4 "$device")")" = 1 ] || fail "this machine forwards, and $device is kept from it"
  else
    forward "$1" 4 "$device"
  fi
  [ -n "$without6$route6" ] && [ -z "$without6" ] && forward "$1" 6 "$device"
done
trap - EXIT
command -v nft
command -v nsenter
echo "$without6"
`;
