# Running every test, and counting what was run.

run_tests() {
    local counts=short sources code=0
    case ${1:-} in
        '') ;;
        --all) counts=all ;;
        *) fail "test knows only --all, not $1" ;;
    esac
    need_for_building
    need_for_tests
    rm -rf "$root"/tests/*/target/surefire-reports
    sources=$(hash_of_sources)
    check_format || code=1
    around=(xvfb-run -a -s '-screen 0 1600x1000x24')
    mkdir -p "$root/releng/target"
    if run_maven --fail-at-end "-Dsalvor.tests=$counts" verify | tee "$root/releng/target/tests.log"; then
        echo "$sources" >"$stamp"
    else
        code=1
        say "what Maven says of it (all of it is in releng/target/tests.log):"
        grep '^\[ERROR\]' "$root/releng/target/tests.log" | head -12 >&2 || true
    fi
    if [ "$counts" = all ]; then
        run_fuzz each 30 || code=1
    fi
    summary || code=1
    exit "$code"
}

check_format() {
    run_maven -q --fail-at-end net.revelc.code.formatter:formatter-maven-plugin:validate && return
    say "some Java is not laid out as releng/formatter.xml says; releng/lab format mends it"
    return 1
}

# Sums the reports of this run up, with what failed and why; fails when something did, or when a test bundle ran nothing.
summary() {
    local bundle empty=0
    for bundle in "$root"/tests/*.tests; do
        [ -f "$bundle/META-INF/MANIFEST.MF" ] || continue
        if ! grep -qs '<testcase ' "$bundle"/target/surefire-reports/TEST-*.xml; then
            say "$(basename "$bundle") ran no test"
            empty=1
        fi
    done
    find "$root"/tests -path '*/target/surefire-reports/TEST-*.xml' -print0 | sort -z \
        | xargs -0 -r awk -f "$root/releng/lab.d/summary.awk" || empty=1
    return "$empty"
}
