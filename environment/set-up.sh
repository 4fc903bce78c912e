# Sourced by run, test, jupyter and mosaic: finds or installs what they need, and builds what has changed.
# All messages go to standard error, so that the output of commands stays clean.

set -euo pipefail
home="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
venv="$home/.venv"
# Notebooks run headless and never download anything: PyTorch is on the class path.
export DJL_OFFLINE=true TORCH_CPP_LOG_LEVEL=ERROR OPT_OUT_TRACKING=true
# By default, glibc returns the arrays of a training step to the system and requests them again page by page in the next
# step. If they are kept, a training step of a network that reads frames takes a sixth of the processor time and a fifth
# more memory. Only the first arena can keep them.
export MALLOC_ARENA_MAX="${MALLOC_ARENA_MAX:-1}" MALLOC_MMAP_MAX_="${MALLOC_MMAP_MAX_:-0}" MALLOC_TRIM_THRESHOLD_="${MALLOC_TRIM_THRESHOLD_:-8589934592}"

# Java decodes file names with the locale's character set. Without a locale (container, cron), only ASCII names work.
if [ "$(locale charmap 2>/dev/null)" != UTF-8 ]; then
    case "$(uname -s)" in
        Darwin) export LC_ALL=en_US.UTF-8 ;;
        *) export LC_ALL=C.UTF-8 ;;
    esac
fi

say() { printf 'mosaic-workbench: %s\n' "$*" >&2; }
fail() { say "$*"; exit 2; }
has() { command -v "$1" >/dev/null 2>&1; }

# Finds a JDK 17 or newer: in JAVA_HOME, on the PATH, or the system's default.
find_jdk() {
    local java folder
    for java in "${JAVA_HOME:+$JAVA_HOME/bin/java}" java /usr/lib/jvm/default-java/bin/java; do
        [ -n "$java" ] && has "$java" || continue
        folder="$("$java" -XshowSettings:properties -version 2>&1 | sed -n 's/^ *java\.home = //p')"
        [ -x "$folder/bin/javac" ] || continue
        [ "$("$folder/bin/javac" -version 2>&1 | sed -E 's/[^0-9]*([0-9]+).*/\1/')" -ge 17 ] || continue
        if [ -n "${JAVA_HOME:-}" ] && [ "$java" != "$JAVA_HOME/bin/java" ] && [ "$folder" != "$JAVA_HOME" ]; then
            say "no JDK 17 or newer in JAVA_HOME ($JAVA_HOME); using $folder"
        fi
        export JAVA_HOME="$folder"
        return 0
    done
    return 1
}

has_jupyter() {
    has jupyter && has jupyter-nbconvert && { has jupyter-notebook || has jupyter-lab; }
}

# Text can be drawn only if fontconfig finds a font.
has_fonts() {
    [ "$(uname -s)" != Linux ] || { has fc-list && [ -n "$(fc-list 2>/dev/null | head -n 1)" ]; }
}

may_be_root() {
    [ "$(id -u)" = 0 ] || { has sudo && { sudo -n true 2>/dev/null || [ -t 0 ]; }; }
}

as_root() {
    if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi
}

# Installs packages on Debian and its derivatives. Returns 1 if that is not possible.
apt_install() {
    has apt-get || return 1
    may_be_root || { say "$(id -un) is not allowed to install packages; run as root: apt-get install $*"; return 1; }
    say "installing with apt-get: $*"
    as_root apt-get -q update >&2 &&
        as_root env DEBIAN_FRONTEND=noninteractive apt-get -q install -y --no-install-recommends "$@" >&2
}

# Installs a private Jupyter on machines without apt or without root access.
pip_install() {
    has python3 || return 1
    say "installing Jupyter with pip into $venv"
    if python3 -m venv "$venv" >/dev/null 2>&1 && "$venv/bin/pip" install -q notebook==7.6.3 nbconvert==7.17.1 >&2; then
        return 0
    fi
    say "pip could not install Jupyter"
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
            jdk) find_jdk || fail "no JDK 17 or newer was found; install one (https://adoptium.net) and set JAVA_HOME" ;;
            maven) has mvn || fail "Maven is missing; install it (https://maven.apache.org/install.html) and put mvn on the PATH" ;;
            jupyter) has_jupyter || fail "Jupyter is missing; install it with nbconvert (https://jupyter.org/install) and put jupyter on the PATH" ;;
            fonts) has_fonts || say "no font was found; figures with text will fail until fontconfig and a font are installed" ;;
        esac
    done
}

# Uses a PyTorch with CUDA installed by pip: MOSAIC_TORCH is the path of its Python environment. DJL's bridge to PyTorch
# is on the class path and works with one version only.
use_torch() {
    [ -n "${MOSAIC_TORCH:-}" ] || return 0
    local wanted found library
    [ ! -d "$MOSAIC_TORCH" ] || MOSAIC_TORCH="$(cd "$MOSAIC_TORCH" && pwd)"
    wanted="$(sed -n 's:.*<pytorch.version>\(.*\)</pytorch.version>.*:\1:p' "$home/pom.xml")"
    for library in "$MOSAIC_TORCH"/lib/python3*/site-packages/torch/lib; do
        [ ! -f "$library/libtorch_cuda.so" ] || break
    done
    [ -f "$library/libtorch_cuda.so" ] ||
        fail "MOSAIC_TORCH is $MOSAIC_TORCH, which has no PyTorch with CUDA in lib/python3*/site-packages; install torch==$wanted there with pip, or unset MOSAIC_TORCH"
    found="$(sed -n "s/^__version__ = '\([^']*\)'.*/\1/p" "$library/../version.py")"
    [ "$found" = "$wanted+cu128" ] ||
        fail "MOSAIC_TORCH is $MOSAIC_TORCH, which has PyTorch $found; only $wanted+cu128 (CUDA 12.8) works: install it there with pip, or unset MOSAIC_TORCH"
    export PYTORCH_LIBRARY_PATH="$library" PYTORCH_FLAVOR=cu128
}
use_torch

# Maven resets colours even if it uses none.
plain() { sed -u 's/\x1b\[0m//g'; }

# Succeeds if pom.xml or a main source is newer than the last build, or if its JDK or a library is gone.
is_stale() {
    local stamp="$home/target/classpath.txt" library
    [ -f "$stamp" ] && [ -d "$home/target/classes/org" ] && [ -x "$(cat "$home/target/built" 2>/dev/null)/bin/java" ] || return 0
    [ -z "$(find "$home/pom.xml" "$home/src/main" -newer "$home/target/built" -print -quit 2>/dev/null || echo stale)" ] || return 0
    while IFS= read -r -d : library; do
        [ -f "$library" ] || return 0
    done < <(cat "$stamp"; printf ':')
    return 1
}

# Kernel specs of this clone take precedence over the user's, because another clone's may have the same name. Jupyter
# searches JUPYTER_PATH before its data folder, so ours must come first there, too.
own_jupyter() {
    local own="$home/target/jupyter"
    export JUPYTER_PATH="$own:${JUPYTER_PATH:+$JUPYTER_PATH:}$(jupyter --data-dir)"
    export JUPYTER_DATA_DIR="$own"
}

# A build runs on the JDK that made it until something is rebuilt.
say_other_jdk() {
    local built
    built="$(cat "$home/target/built")"
    if [ -n "${JAVA_HOME:-}" ] && [ "$(cd "$JAVA_HOME" 2>/dev/null && pwd -P)" != "$(cd "$built" && pwd -P)" ]; then
        say "JAVA_HOME is $JAVA_HOME, but the software was built with $built and runs on it; to rebuild, delete $home/target/built"
    fi
}

# One build at a time, since two would write the same classes. A build that had to wait finds nothing left to do.
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

# The stamp is made first, so files edited during the build are newer than it.
compile() {
    local stamp="$home/target/building.$$"
    say "building (the first build downloads about 250 MB of libraries)"
    printf '%s\n' "$JAVA_HOME" >"$stamp"
    (cd "$home" && mvn -B -ntp -q -Dstyle.color=never compile 2>&1 | plain) >&2 ||
        { rm -f "$stamp"; fail "the build failed; see the lines above"; }
    mv "$stamp" "$home/target/built"
}
