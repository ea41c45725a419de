#!/bin/sh
# Installs the named Debian packages, as root, and leaves the system as it was otherwise: no service of theirs
# starts (the hub runs its own Redis) and no database cluster is created (the tests make their own).
set -eu
export DEBIAN_FRONTEND=noninteractive

no_services=/usr/sbin/policy-rc.d
no_cluster=/etc/postgresql-common/createcluster.d/debate-hub.conf
written=
clean() { for file in $written; do rm -f "$file"; done; }
trap clean EXIT
trap 'exit 1' HUP INT TERM

if [ ! -e "$no_services" ]; then
  written="$no_services"
  printf '#!/bin/sh\nexit 101\n' >"$no_services"
  chmod 755 "$no_services"
fi
case " $* " in *' postgresql '*)
  mkdir -p "${no_cluster%/*}"
  written="$written $no_cluster"
  echo 'create_main_cluster = false' >"$no_cluster"
esac

# A broken foreign package source must not stop us while Debian's own answers; a missing package is told below.
apt-get update || echo 'apt-get update did not succeed, going on with the lists that are there' >&2
apt-get install -y --no-install-recommends -o DPkg::Lock::Timeout=300 -o APT::Status-Fd=1 "$@"
