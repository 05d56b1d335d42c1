# What the packaging scripts share: where things are, what is said, and one sentence when something fails.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
program=packaging/$(basename "$0")
cache=${XDG_CACHE_HOME:-$HOME/.cache}/nakawari
libtorch=$cache/libtorch-2.11.0
current_step="starting"
scratch=""  # a folder that goes at the end, whatever happens
reported=no

step() {
    current_step=$1
    printf '\n==> %s\n' "$1"
}

fail() {
    reported=yes
    printf '%s: %s\n' "$program" "$1" >&2
    exit 1
}

report_failure() {
    local code=$?
    [ -z "$scratch" ] || rm -rf "$scratch"
    if [ "$code" -ne 0 ] && [ "$reported" = no ]; then
        printf '%s: failed (exit code %d) while: %s; the lines above say why.\n' "$program" "$code" "$current_step" >&2
    fi
}
trap report_failure EXIT
trap 'exit 130' INT TERM

run_setup() {
    reported=yes  # it says itself why it fails
    "$root/packaging/setup"
    reported=no
}

# Configures and builds targets of a preset; without targets everything.
build_preset() {
    local preset=$1
    shift
    # Another clone of the same commit finds its objects; the torch header is precompiled.
    export CCACHE_BASEDIR=$root CCACHE_NOHASHDIR=1 CCACHE_SLOPPINESS=pch_defines,time_macros
    step "Configuring the build (preset $preset)"
    cmake -S "$root" --preset "$preset" -DLIBTORCH_DIR="$libtorch"
    step "Building (the first time takes several minutes)"
    cmake --build "$root/build/$preset" --parallel "$(nproc)" ${1:+--target "$@"}
}
