#!/usr/bin/env bash
# Makes sure that what building and testing needs is installed. Installs by apt and npm where it may do so without
# asking for a password; otherwise prints the one command to run and exits with 1.
set -euo pipefail
cd "$(dirname "$0")"

missing=() commands=() packages=()

main() {
  has_dotnet || need ".NET SDK 10" "curl -fsSL https://dot.net/v1/dotnet-install.sh | bash -s -- --channel 10.0 && export PATH=\"\$HOME/.dotnet:\$PATH\""
  has_node || need_node
  has_redis || packages+=(redis-server)
  ((${#packages[@]} == 0)) || install_packages
  has_redis || ((${#missing[@]} > 0)) ||
    need "redis-server 7 or newer" "sudo add-apt-repository -y ppa:redislabs/redis && sudo apt-get install -y redis"
  ((${#missing[@]} == 0)) || give_up
  restore_modules LocalAws/StepFunctions/Jsonata
  restore_modules Lint
}

need() {
  missing+=("$1")
  commands+=("$2")
}

has_dotnet() { [[ $'\n'$(dotnet --list-sdks 2>/dev/null) == *$'\n10.'* ]]; }

has_node() {
  local version
  version=$(node --version 2>/dev/null) && version=${version#v} && ((${version%%.*} >= 20)) && command -v npm >/dev/null
}

# Redis 7 brought the commands that restores are compared with; every Valkey has them.
has_redis() {
  if command -v valkey-server >/dev/null; then
    command -v valkey-cli >/dev/null
  else
    command -v redis-cli >/dev/null && [[ $(redis-server --version 2>/dev/null) =~ v=([0-9]+) ]] && ((BASH_REMATCH[1] >= 7))
  fi
}

has_apt() { command -v apt-get >/dev/null; }

has_brew() { command -v brew >/dev/null; }

# Distributions keep Node 18 for years after its end, so look at what apt would install before asking for it.
need_node() {
  if has_apt && [[ $(apt-cache policy nodejs | awk '/Candidate:/ { print $2 }') =~ ^(2[0-9]|[3-9][0-9])\. ]]; then
    packages+=(nodejs npm)
  elif has_apt; then
    need "Node 20 with npm" "curl -fsSL https://deb.nodesource.com/setup_22.x | sudo bash - && sudo apt-get install -y nodejs"
  elif has_brew; then
    packages+=(node)
  else
    need "Node 20 with npm" "# install Node 20 or newer from https://nodejs.org"
  fi
}

install_packages() {
  local sudo=()
  ((EUID == 0)) || sudo=(sudo -n)
  if has_apt && "${sudo[@]}" true 2>/dev/null; then
    echo "Installing ${packages[*]} ..."
    "${sudo[@]}" bash -c "$(declare -f install_as_root); install_as_root \"\$@\"" -- "${packages[@]}"
  elif has_apt; then
    need "${packages[*]}" "sudo apt-get update && sudo apt-get install -y ${packages[*]}"
  elif has_brew; then
    need "${packages[*]}" "brew install ${packages[*]/redis-server/redis}"
  else
    need "${packages[*]} (with redis-cli)" "# install ${packages[*]} with your package manager"
  fi
}

install_as_root() {
  set -euo pipefail
  export DEBIAN_FRONTEND=noninteractive
  # 101 = "not allowed": the package must not start a server of its own on port 6379, now or at the next boot.
  local policy=/usr/sbin/policy-rc.d
  if [[ ! -e $policy ]]; then
    trap "rm -f $policy" EXIT
    printf '#!/bin/sh\nexit 101\n' >"$policy"
    chmod +x "$policy"
  fi
  apt-get update -qq
  apt-get install -y -qq --no-install-recommends "$@" >/dev/null
  if [[ -d /run/systemd/system && " $* " == *" redis-server "* ]]; then
    systemctl disable --quiet redis-server
  fi
}

give_up() {
  local all
  all=$(printf ', %s' "${missing[@]}")
  echo "Missing: ${all:2}. Run this, then try again:" >&2
  printf '  %s\n' "${commands[@]}" >&2
  exit 1
}

# npm writes node_modules/.package-lock.json last, so its age tells whether the modules match the lock file.
restore_modules() {
  [[ -f $1/package-lock.json && ! $1/node_modules/.package-lock.json -nt $1/package-lock.json ]] || return 0
  npm ci --prefix "$1" --loglevel error --no-audit --no-fund >/dev/null
}

main
