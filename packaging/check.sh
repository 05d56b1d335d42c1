#!/usr/bin/env bash
# Rules that the compiler does not check (see check.py). Outside CI only files that differ from the last commit are
# formatted and compiled; `packaging/check.sh --all` looks at every file.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
[ "${CI:-}" != true ] || set -- --all
exec python3 packaging/check.py "$@"
