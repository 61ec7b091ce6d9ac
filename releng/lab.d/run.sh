# Showing Salvor at work on a simulated failing drive, and running main classes of the test bundles.

demo=$cache/demo
demo_source='sim:clustered?seed=7&size=1GiB'

display_there() {
    case ${DISPLAY:-} in
        :*) local number=${DISPLAY#:}; [ -S "/tmp/.X11-unix/X${number%%.*}" ] ;;
        '') [ -n "${WAYLAND_DISPLAY:-}" ] ;;
        *) true ;;
    esac
}

run_demo() {
    build_if_needed
    rm -rf "$demo"
    mkdir -p "$demo"
    if display_there; then
        need_for_display
        "$product/salvor" --workbench -demo "$demo" -demoSource "$demo_source&clock=real"
    else
        run_demo_without_display
    fi
}

run_demo_without_display() {
    local picture=$root/releng/target/map.png code=0
    say "there is no display: imaging $demo_source on the command line"
    "$product/salvor" image "$demo_source" "$demo/image.img" --job "$demo/job" --yes || code=$?
    [ "$code" -le 1 ] || exit "$code" # 1: some sectors of a failing drive stay unread
    mkdir -p "$(dirname "$picture")"
    "$product/salvor" map picture "$demo/job" "$picture"
    say "the picture of its map is $picture"
}

# BUNDLE CLASS ARGS...: runs a main class of a bundle below tests on the class path of the built product. It is compiled by itself, so that a
# test bundle that does not compile is in nobody's way.
run_main() {
    local sources=$root/tests/$1/src class=$2 classes=$root/releng/target/$1 costs=()
    [ -d "$sources" ] || fail "tests/$1 is not there, so there is nothing to run"
    # Benchmarks of simulated controllers, which their test bundles keep to themselves, are found by name.
    [ "$1" != org.salvor.benchmarks ] || mapfile -t costs < <(find "$root"/tests/*/src -name '*Cost.java')
    shift 2
    build_if_needed
    find_jdk
    rm -rf "$classes"
    mkdir -p "$classes"
    "$JAVA_HOME/bin/javac" -nowarn -proc:none -d "$classes" -cp "$product/plugins/*" -sourcepath "$(printf '%s:' "$root"/tests/*/src)" \
        "$sources/${class//.//}.java" "${costs[@]}" 2>&1 | grep -v -e '^Note:' -e '^warning:' -e '^[0-9]* warning' >&2 || true
    [ -f "$classes/${class//.//}.class" ] || fail "$class does not compile"
    (cd "$sources" && find . -type f ! -name '*.java' -exec cp --parents {} "$classes" \;)
    exec "$JAVA_HOME/bin/java" --enable-native-access=ALL-UNNAMED -Xmx3g -Dsalvor.root="$root" -Dsalvor.product="$product" \
        -cp "$classes:$product/plugins/*" "$class" "$@"
}
