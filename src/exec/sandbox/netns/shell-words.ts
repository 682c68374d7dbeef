/**
 * What the scripts of pools begin with. A lock keeps them apart while pools come and go; it is gone with the shell, however
 * that ends. A pool says of itself in its table whose it is, and in the sets there what it switched on.
 */
export const shellWords = `
PATH=/usr/sbin:/usr/bin:/sbin:/bin LC_ALL=C
export PATH LC_ALL
fail() { echo "$*" >&2; exit 1; }
for program in ip nft nsenter flock sed grep readlink; do
  command -v "$program" > /dev/null || fail "$program is not installed"
done
# Names of namespaces are the machine's, tables those of one network: a number is taken here, for both, by a file with its owner.
taken=/run/bailiwick-pools
lock() { mkdir -p $taken && exec 9> $taken/lock && flock -w 20 9 || fail "the lock $taken/lock cannot be had"; }
numbers=$(readlink /proc/self/ns/pid)
numbers=\${numbers#*[} numbers=\${numbers%]}

pools() { nft list tables inet | sed -n 's/^table inet bailiwick_\\([0-9]\\{1,3\\}\\)$/\\1/p'; }
owner() { nft -t list table inet "bailiwick_$1" | sed -n 's/^[[:space:]]*comment "bailiwick \\([0-9 ]*\\)"$/\\1/p'; }

# Whether the process with this id, start and namespace of ids is gone. Ids of another namespace say nothing here.
gone() {
  [ $# -eq 3 ] && [ "$3" = "$numbers" ] || return 1
  stat=$(cat "/proc/$1/stat" 2> /dev/null) || return 0
  set -- "$2" \${stat##*) }
  case $2 in [ZX]) return 0 ;; esac
  [ "$1" != "\${21}" ]
}

# The devices of a pool that forwarded nothing before, by family, and the file that switches one.
closed() { nft list set inet "bailiwick_$1" "closed$2" 2> /dev/null | grep -o '"[^"]*"' | sed 's/"//g'; }
switch() {
  case $1 in
    4) echo "/proc/sys/net/ipv4/conf/$2/forwarding" ;;
    6) echo "/proc/sys/net/ipv6/conf/$2/force_forwarding" ;;
  esac
}
closedElsewhere() {
  for other in $(pools); do
    [ "$other" != "$1" ] && closed "$other" "$2" | grep -qxF "$3" && return 0
  done
  return 1
}

# The table and the file go last: they are what a later try would find.
remove() {
  for family in 4 6; do
    # Whoever has made a router of the machine since wants it to stay one.
    [ "$family $(cat /proc/sys/net/ipv4/ip_forward)" = '4 1' ] && continue
    for device in $(closed "$1" "$family"); do
      file=$(switch "$family" "$device")
      closedElsewhere "$1" "$family" "$device" || [ ! -e "$file" ] || echo 0 > "$file"
    done
  done
  for device in $(ip -o link show type veth | sed -n "s/^[0-9]*: \\(bwk$1s[0-9]*\\)@.*/\\1/p"); do
    echo "link del $device"
  done | ip -force -batch -
  # Namespaces are those of whoever has the number now, which may be a server in another network.
  if gone $(cat "$taken/$1" 2> /dev/null) || [ ! -e "$taken/$1" ] || [ "$(cat "$taken/$1")" = "$(owner "$1")" ]; then
    for space in /run/netns/bwk"$1"s*; do
      [ -e "$space" ] && echo "netns del \${space##*/}"
    done | ip -force -batch -
    rm -f "$taken/$1"
  fi
  nft delete table inet "bailiwick_$1"
}
`;
