#!/bin/sh
# banner-grab.sh --wait SECONDS -- ADDRESS PORT
# Prints one line of JSON: whether the port is open, and what it says first by itself. It sends nothing.
set -u
[ $# -eq 5 ] && [ "$1" = --wait ] && [ "$3" = -- ] || { echo 'usage: banner-grab.sh --wait SECONDS -- ADDRESS PORT' >&2; exit 64; }
wait=$2 address=$4 port=$5

# bash opens the connection; the address and the port are arguments of it, never a part of its script.
banner=$(timeout "$wait" bash -c '
  exec 3<>"/dev/tcp/$1/$2" || exit 7
  IFS= read -r -t "$3" -n 200 line <&3
  printf %s "$line"
' grab "$address" "$port" "$wait" 2>/dev/null)
case $? in
  0 | 124) open=true ;;
  7 | 1) open=false ;;
  *) open=false ;;
esac

# What the service says is its own: nothing but letters, digits and a few marks gets into the JSON.
banner=$(printf %s "$banner" | tr -cd 'A-Za-z0-9 ._/()+:;,=-')
printf '{"address":"%s","port":%s,"open":%s,"banner":"%s"}\n' "$address" "$port" "$open" "$banner"
