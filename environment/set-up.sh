# Sourced by run, test, jupyter and mosaic: finds or installs what they need, and builds what changed.
# Everything it has to say goes to standard error, so that the output of commands stays clean.

set -euo pipefail
home="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
venv="$home/.venv"
# Notebooks run headless and never download: PyTorch comes with the class path.
export DJL_OFFLINE=true TORCH_CPP_LOG_LEVEL=ERROR OPT_OUT_TRACKING=true
# glibc gives the arrays of a training step back to the system and gets them again page by page in the next; kept, a step of
# a network that reads frames takes a sixth of the processor time, and a fifth more memory. Only its first arena can keep them.
export MALLOC_ARENA_MAX="${MALLOC_ARENA_MAX:-1}" MALLOC_MMAP_MAX_="${MALLOC_MMAP_MAX_:-0}" MALLOC_TRIM_THRESHOLD_="${MALLOC_TRIM_THRESHOLD_:-8589934592}"

# Java takes the names of files for the locale's letters: without one (a container, cron) no name beyond ASCII is found.
if [ "$(locale charmap 2>/dev/null)" != UTF-8 ]; then
    case "$(uname -s)" in
        Darwin) export LC_ALL=en_US.UTF-8 ;;
        *) export LC_ALL=C.UTF-8 ;;
    esac
fi

say() { printf 'mosaic-workbench: %s\n' "$*" >&2; }
fail() { say "$*"; exit 2; }
has() { command -v "$1" >/dev/null 2>&1; }

# A JDK of 17 or newer: JAVA_HOME's, the one on the path, or the system's default.
find_jdk() {
    local java folder
    for java in "${JAVA_HOME:+$JAVA_HOME/bin/java}" java /usr/lib/jvm/default-java/bin/java; do
        [ -n "$java" ] && has "$java" || continue
        folder="$("$java" -XshowSettings:properties -version 2>&1 | sed -n 's/^ *java\.home = //p')"
        [ -x "$folder/bin/javac" ] || continue
        [ "$("$folder/bin/javac" -version 2>&1 | sed -E 's/[^0-9]*([0-9]+).*/\1/')" -ge 17 ] || continue
        if [ -n "${JAVA_HOME:-}" ] && [ "$java" != "$JAVA_HOME/bin/java" ] && [ "$folder" != "$JAVA_HOME" ]; then
            say "JAVA_HOME is $JAVA_HOME, which has no JDK of version 17 or newer; $folder is used"
        fi
        export JAVA_HOME="$folder"
        return 0
    done
    return 1
}

has_jupyter() {
    has jupyter && has jupyter-nbconvert && { has jupyter-notebook || has jupyter-lab; }
}

# Text can be drawn only where fontconfig knows a font.
has_fonts() {
    [ "$(uname -s)" != Linux ] || { has fc-list && [ -n "$(fc-list 2>/dev/null | head -n 1)" ]; }
}

may_be_root() {
    [ "$(id -u)" = 0 ] || { has sudo && { sudo -n true 2>/dev/null || [ -t 0 ]; }; }
}

as_root() {
    if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi
}

# Debian and its children. Returns 1 where that is not possible.
apt_install() {
    has apt-get || return 1
    may_be_root || { say "$(id -un) may not install packages; as root: apt-get install $*"; return 1; }
    say "installing with apt-get: $*"
    as_root apt-get -q update >&2 &&
        as_root env DEBIAN_FRONTEND=noninteractive apt-get -q install -y --no-install-recommends "$@" >&2
}

# A private Jupyter for machines without apt or without its rights.
pip_install() {
    has python3 || return 1
    say "installing Jupyter with pip into $venv"
    if python3 -m venv "$venv" >/dev/null 2>&1 && "$venv/bin/pip" install -q notebook==7.6.3 nbconvert==7.17.1 >&2; then
        return 0
    fi
    say "pip could not install it"
    rm -rf "$venv"
    return 1
}

# need_tools TOOL...: any of jdk maven jupyter fonts
need_tools() {
    local packages=() tool
    [ ! -d "$venv/bin" ] || export PATH="$PATH:$venv/bin"
    for tool in "$@"; do
        case "$tool" in
            jdk) find_jdk || packages+=(default-jdk-headless) ;;
            maven) has mvn || packages+=(maven) ;;
            fonts) has_fonts || packages+=(fontconfig fonts-dejavu-core) ;;
            jupyter) has_jupyter || apt_install jupyter-notebook jupyter-nbconvert || pip_install || true ;;
        esac
    done
    [ ${#packages[@]} = 0 ] || apt_install "${packages[@]}" || true
    hash -r
    [ ! -d "$venv/bin" ] || export PATH="$PATH:$venv/bin"
    for tool in "$@"; do
        case "$tool" in
            jdk) find_jdk || fail "a JDK of version 17 or newer is missing; install one (https://adoptium.net) and set JAVA_HOME" ;;
            maven) has mvn || fail "Maven is missing; install it (https://maven.apache.org/install.html) and put mvn on the PATH" ;;
            jupyter) has_jupyter || fail "Jupyter is missing; install it with nbconvert (https://jupyter.org/install) and put jupyter on the PATH" ;;
            fonts) has_fonts || say "no font was found; pictures with text will fail until fontconfig and a font are installed" ;;
        esac
    done
}

# A PyTorch with CUDA, which pip installs: MOSAIC_TORCH names the Python environment that has it. The class path holds DJL's
# bridge to it, which knows one version only.
use_torch() {
    [ -n "${MOSAIC_TORCH:-}" ] || return 0
    local wanted found library
    [ ! -d "$MOSAIC_TORCH" ] || MOSAIC_TORCH="$(cd "$MOSAIC_TORCH" && pwd)"
    wanted="$(sed -n 's:.*<pytorch.version>\(.*\)</pytorch.version>.*:\1:p' "$home/pom.xml")"
    for library in "$MOSAIC_TORCH"/lib/python3*/site-packages/torch/lib; do
        [ ! -f "$library/libtorch_cuda.so" ] || break
    done
    [ -f "$library/libtorch_cuda.so" ] ||
        fail "MOSAIC_TORCH is $MOSAIC_TORCH, which has no PyTorch with CUDA in lib/python3*/site-packages; install torch==$wanted there with pip, or unset it"
    found="$(sed -n "s/^__version__ = '\([^']*\)'.*/\1/p" "$library/../version.py")"
    [ "$found" = "$wanted+cu128" ] ||
        fail "MOSAIC_TORCH is $MOSAIC_TORCH, which has PyTorch $found; only $wanted+cu128, for CUDA 12.8, can be used: install that there with pip, or unset it"
    export PYTORCH_LIBRARY_PATH="$library" PYTORCH_FLAVOR=cu128
}
use_torch

# Maven resets colours even where it uses none.
plain() { sed -u 's/\x1b\[0m//g'; }

# Whether pom.xml or a main source is newer than the last build, or its JDK or a library of its class path has gone.
is_stale() {
    local stamp="$home/target/classpath.txt" library
    [ -f "$stamp" ] && [ -d "$home/target/classes/org" ] && [ -x "$(cat "$home/target/built" 2>/dev/null)/bin/java" ] || return 0
    [ -z "$(find "$home/pom.xml" "$home/src/main" -newer "$home/target/built" -print -quit 2>/dev/null || echo stale)" ] || return 0
    while IFS= read -r -d : library; do
        [ -f "$library" ] || return 0
    done < <(cat "$stamp"; printf ':')
    return 1
}

# Kernel specs of this clone stand in front of the user's: another clone's may have the same name. Jupyter looks into
# JUPYTER_PATH before its data folder, so ours has to be the first there too.
own_jupyter() {
    local own="$home/target/jupyter"
    export JUPYTER_PATH="$own:${JUPYTER_PATH:+$JUPYTER_PATH:}$(jupyter --data-dir)"
    export JUPYTER_DATA_DIR="$own"
}

# What was built with one JDK runs on it until something is built again.
say_other_jdk() {
    local built
    built="$(cat "$home/target/built")"
    if [ -n "${JAVA_HOME:-}" ] && [ "$(cd "$JAVA_HOME" 2>/dev/null && pwd -P)" != "$(cd "$built" && pwd -P)" ]; then
        say "JAVA_HOME is $JAVA_HOME, but the build and what runs is by $built; delete $home/target/built to change that"
    fi
}

# One at a time: two would write the same classes, and where one has waited for the other nothing is left to do.
build() {
    is_stale || { say_other_jdk; return 0; }
    need_tools jdk maven
    mkdir -p "$home/target"
    (
        if has flock && ! flock -n 9; then
            say "waiting for another build of $home"
            flock 9
        fi
        ! is_stale || compile
    ) 9>"$home/target/build.lock" || exit $?
}

# Files edited in the meantime are newer than the stamp, which is made first.
compile() {
    local stamp="$home/target/building.$$"
    say "building (the first time this downloads about 250 MB of libraries)"
    printf '%s\n' "$JAVA_HOME" >"$stamp"
    (cd "$home" && mvn -B -ntp -q -Dstyle.color=never compile 2>&1 | plain) >&2 ||
        { rm -f "$stamp"; fail "the build failed; the lines above say why"; }
    mv "$stamp" "$home/target/built"
}
