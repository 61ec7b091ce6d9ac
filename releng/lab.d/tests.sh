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
    if run_maven --fail-at-end "-Dsalvor.tests=$counts" verify; then
        echo "$sources" >"$stamp"
    else
        code=1
    fi
    summary || code=1
    exit "$code"
}

check_format() {
    run_maven -q --fail-at-end net.revelc.code.formatter:formatter-maven-plugin:validate && return
    say "some Java is not laid out as releng/formatter.xml says; releng/lab format mends it"
    return 1
}

# Sums the reports of this run up; fails when a test bundle has none or ran nothing.
summary() {
    local bundle empty=0
    for bundle in "$root"/tests/*.tests; do
        [ -f "$bundle/META-INF/MANIFEST.MF" ] || continue
        if ! grep -qs '<testcase ' "$bundle"/target/surefire-reports/TEST-*.xml; then
            say "$(basename "$bundle") ran no test"
            empty=1
        fi
    done
    find "$root"/tests -path '*/target/surefire-reports/TEST-*.xml' -exec cat {} + | awk '
        /<testsuite / { tests += value("tests"); failed += value("failures") + value("errors"); skipped += value("skipped") }
        function value(name) { return match($0, " " name "=\"[0-9]+\"") ? substr($0, RSTART + length(name) + 3, RLENGTH - length(name) - 4) : 0 }
        END { printf "%d passed, %d failed, %d skipped\n", tests - failed - skipped, failed, skipped; exit failed > 0 }' || empty=1
    return "$empty"
}
