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

# BUNDLE CLASS ARGS...: runs a main class of a bundle below tests on the class path of the built product.
run_main() {
    local bundle=$1 class=$2
    shift 2
    [ -d "$root/tests/$bundle" ] || fail "tests/$bundle is not there, so there is nothing to run"
    build_with_test_bundles_if_needed "$bundle"
    find_jdk
    exec "$JAVA_HOME/bin/java" --enable-native-access=ALL-UNNAMED -Xmx3g -Dsalvor.root="$root" -Dsalvor.product="$product" \
        -cp "$root/tests/$bundle/target/classes:$root/tests/org.salvor.testkit/target/classes:$product/plugins/*" "$class" "$@"
}

build_with_test_bundles_if_needed() {
    local built=$root/tests/$1/target/built-from now
    now="$(hash_of_sources) $(cd "$root/tests" && find "$1" org.salvor.testkit -path '*/src/*' -type f -print0 | sort -z | xargs -0 cat | sha256sum)"
    if [ ! -r "$built" ] || [ "$(cat "$built")" != "$now" ]; then
        need_for_building
        say "building $1"
        run_maven -q -DskipTests verify
        hash_of_sources >"$stamp"
        echo "$now" >"$built"
    fi
}
