#!/usr/bin/env bash
# Runs a command beside a Ceph object gateway (radosgw) of its own: one monitor, one storage daemon that keeps everything in
# memory, one gateway, all on 127.0.0.1, with their files in a temporary directory. However this script ends, they end with it.
# The command finds the gateway and its two users in AWS_* and S3_COMPAT_*.
set -euo pipefail

directory=
daemons=()
command_pid=

main() {
  (($# > 0)) || {
    echo "Usage: $0 COMMAND [ARGUMENT...]" >&2
    exit 2
  }
  require_packages
  trap stop EXIT
  trap 'exit 130' INT
  trap 'exit 143' TERM HUP
  start
  # In the background, for bash runs no trap before a command in the foreground has ended.
  "$@" &
  command_pid=$!
  wait "$command_pid"
}

require_packages() {
  has_packages && return
  local sudo=()
  ((EUID == 0)) || sudo=(sudo -n)
  if command -v apt-get >/dev/null && "${sudo[@]}" true 2>/dev/null; then
    echo "Installing ${packages[*]} ..."
    "${sudo[@]}" apt-get update -qq
    # Without a cluster in /etc/ceph the packages start no daemon.
    "${sudo[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${packages[@]}" >/dev/null
  fi
  has_packages || {
    echo "Missing: Ceph. Run this, then try again:" >&2
    echo "  sudo apt-get update && sudo apt-get install -y --no-install-recommends ${packages[*]}" >&2
    exit 1
  }
}

packages=(ceph-mon ceph-osd radosgw)

has_packages() {
  command -v ceph-mon >/dev/null && command -v ceph-osd >/dev/null && command -v radosgw >/dev/null
}

start() {
  local begun=$EPOCHREALTIME
  directory=$(mktemp -d -t radosgw.XXXXXX)
  local monitor_port gateway_port fsid
  monitor_port=$(free_port)
  gateway_port=$(free_port)
  fsid=$(</proc/sys/kernel/random/uuid)
  configuration "$fsid" "$monitor_port" "$gateway_port" >"$directory/ceph.conf"
  export CEPH_CONF=$directory/ceph.conf
  start_monitor "$fsid" "$monitor_port"
  start_storage
  add_user source "$S3_COMPAT_ACCESS_KEY"
  add_user other "$S3_COMPAT_OTHER_ACCESS_KEY"
  daemon radosgw --name client.rgw
  until_ready "the gateway" answers "$gateway_port"
  export AWS_ENDPOINT_URL=http://127.0.0.1:$gateway_port
  echo "radosgw $(radosgw --version | awk '{ print $3 }') on $AWS_ENDPOINT_URL," \
    "ready after $(awk "BEGIN { printf \"%.1f\", $EPOCHREALTIME - $begun }") s"
}

# Nothing of the caller's shell may reach the command: neither real credentials nor another endpoint.
unset "${!AWS_@}"
export AWS_REGION=us-east-1 AWS_ACCESS_KEY_ID=S3COMPATSOURCE AWS_SECRET_ACCESS_KEY=secret
# The gateway refuses the checksum that the SDK would append to every body.
export AWS_REQUEST_CHECKSUM_CALCULATION=when_required
export S3_COMPAT_ACCESS_KEY=S3COMPATSOURCE S3_COMPAT_OTHER_ACCESS_KEY=S3COMPATOTHER

configuration() {
  cat <<INI
[global]
fsid = $1
mon host = v2:127.0.0.1:$2
public addr = 127.0.0.1
cluster addr = 127.0.0.1
ms bind ipv6 = false
auth cluster required = none
auth service required = none
auth client required = none
# The gateway would insist on encryption, which needs the keys that are not there.
ms mon client mode = crc
keyring = /dev/null
run dir = $directory
crash dir = $directory
admin socket =
pid file =
log file = $directory/\$name.log
mon cluster log to file = false
mon data = $directory/mon
osd data = $directory/osd
osd objectstore = memstore
memstore device bytes = 4294967296
# One copy of everything is all that one daemon can keep; one placement group a pool is quickly made.
osd pool default size = 1
osd pool default min size = 1
osd pool default pg num = 1
osd pool default pgp num = 1
osd crush chooseleaf type = 0
mon allow pool size one = true
# A disk nine tenths full is none of the cluster's business: nothing is written to it.
mon data avail crit = 0
mon data avail warn = 0
# The monitor waits that long, in seconds, for more changes before it publishes some.
paxos propose interval = 0.05

[client.rgw]
rgw frontends = beast endpoint=127.0.0.1:$3
rgw enable apis = s3
rgw run sync thread = false
INI
}

# Below the ports that systems hand out by themselves.
free_port() {
  local port
  for port in $(shuf -i 20000-32000 -n 20); do
    (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null || {
      echo "$port"
      return
    }
  done
  echo "No free port between 20000 and 32000." >&2
  return 1
}

start_monitor() {
  quietly monmaptool --create --fsid "$1" --addv a "[v2:127.0.0.1:$2]" "$directory/monmap"
  quietly ceph-mon --mkfs --id a --monmap "$directory/monmap"
  daemon ceph-mon --id a
  until_ready "the monitor" ceph_says "quorum a" status
}

start_storage() {
  local uuid
  uuid=$(</proc/sys/kernel/random/uuid)
  quietly ceph osd new "$uuid" 0
  mkdir "$directory/osd"
  quietly ceph-osd --mkfs --id 0 --osd-uuid "$uuid"
  daemon ceph-osd --id 0
  until_ready "the storage daemon" ceph_says "1 up" osd stat
}

add_user() {
  quietly radosgw-admin user create --uid "$1" --display-name "$1" --access-key "$2" --secret-key "$AWS_SECRET_ACCESS_KEY"
}

# In the foreground from the daemon's point of view. Killed with this script even where its trap is not run.
daemon() {
  setpriv --pdeathsig KILL "$@" --foreground >>"$directory/$1.out" 2>&1 &
  daemons+=($!)
}

ceph_says() {
  local expected=$1
  shift
  [[ $(timeout 5 ceph "$@" 2>/dev/null) == *"$expected"* ]]
}

answers() { (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }

until_ready() {
  local what=$1 deadline=$((SECONDS + 30))
  shift
  until "$@"; do
    kill -0 "${daemons[-1]}" 2>/dev/null && ((SECONDS < deadline)) || fail "$what did not start"
    sleep 0.1
  done
}

quietly() {
  timeout 60 "$@" >>"$directory/commands.out" 2>&1 || fail "$1 failed"
}

fail() {
  echo "$0: $1. What was said:" >&2
  tail -n 5 "$directory"/*.out "$directory"/*.log >&2
  exit 1
}

# Nothing in memory is worth the time of a shutdown in order.
stop() {
  trap '' INT TERM HUP
  [[ -z $command_pid ]] || kill -TERM "$command_pid" 2>/dev/null || true
  ((${#daemons[@]} == 0)) || kill -KILL "${daemons[@]}" 2>/dev/null || true
  wait 2>/dev/null || true
  [[ -z $directory ]] || rm -rf "$directory"
}

main "$@"
