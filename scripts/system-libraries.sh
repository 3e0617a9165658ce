#!/bin/sh
# Makes sure of the system libraries that cannot come from the package registry, on Debian and Ubuntu.
# Names what is missing, says what it is about to do, and installs it with root or sudo.
#
#   sh scripts/system-libraries.sh node      what the engine's Node needs
#   sh scripts/system-libraries.sh window    also what an Electron window needs
#   sh scripts/system-libraries.sh display   also a virtual display, for tests without a screen
#
# Plain sh: this runs before the engine's Node can start.
set -eu

need="${1:-node}"
[ "$(uname -s)" = Linux ] || exit 0

# One line each: what to look for, then the packages that have it (newer distributions renamed some).
wanted() {
  echo "libatomic.so.1 libatomic1"
  [ "$need" = node ] && return
  echo "libgtk-3.so.0 libgtk-3-0t64 libgtk-3-0"
  echo "libnss3.so libnss3"
  echo "libasound.so.2 libasound2t64 libasound2"
  echo "libgbm.so.1 libgbm1"
  [ "$need" = window ] && return
  echo "Xvfb xvfb"
  echo "xauth xauth"
}

present() {
  case "$1" in
    *.so*) PATH="$PATH:/sbin:/usr/sbin" ldconfig -p | grep -qF "$1" ;;
    *) command -v "$1" >/dev/null 2>&1 ;;
  esac
}

missing=$(wanted | while read -r sign packages; do present "$sign" || echo "$sign $packages"; done)
[ -n "$missing" ] || exit 0

names=$(echo "$missing" | cut -d' ' -f1 | tr '\n' ' ')
if ! command -v apt-get >/dev/null 2>&1; then
  echo "Nexo Studio needs system libraries that are not here: $names" >&2
  echo "Install them with this system's package manager, then run the command again." >&2
  exit 1
fi

as_root=""
if [ "$(id -u)" != 0 ]; then
  if ! command -v sudo >/dev/null 2>&1; then
    echo "Nexo Studio needs system libraries that are not here: $names" >&2
    echo "Run this as root once: sh scripts/system-libraries.sh $need" >&2
    exit 1
  fi
  as_root="sudo"
fi

echo "Nexo Studio needs system libraries that are not here: ${names}- installing them with ${as_root:+sudo }apt-get." >&2
$as_root apt-get update -qq >&2
packages=$(echo "$missing" | while read -r _ candidates; do
  for package in $candidates; do
    if apt-cache show "$package" >/dev/null 2>&1; then echo "$package"; break; fi
  done
done)
# shellcheck disable=SC2086
$as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $packages >&2
