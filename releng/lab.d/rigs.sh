# Rigs: whole jobs in a guest with a kernel of its own. Guests are emulated, so no virtualization is needed.

# [NAME]: a rig is the class NameRigTest of tests/org.salvor.rig.tests; legacy-ide is LegacyIdeRigTest.
run_rigs() {
    local folder=tests/org.salvor.rig.tests filter='*RigTest'
    [ $# -le 1 ] || fail "rig takes one name, or none for all"
    if [ $# = 1 ]; then
        filter=$(sed -E 's/(^|-)([a-z])/\U\2/g' <<<"$1")RigTest
        [ -f "$root/$folder/src/org/salvor/rig/$filter.java" ] || fail "there is no rig $1; there are: $(rig_names)"
    fi
    [ "$(id -u)" = 0 ] || fail "rigs share all files with a guest, which only root can; type: sudo $0 rig $*"
    need_for_building
    need_for_rigs
    build_if_needed
    rm -rf "$root/$folder/target/surefire-reports"
    run_maven -q -pl "$folder" -am "-Dtest=$filter" -Dsurefire.failIfNoSpecifiedTests=false verify
    say "the rigs passed"
}

rig_names() {
    (cd "$root/tests/org.salvor.rig.tests/src/org/salvor/rig" && ls -- *RigTest.java) \
        | sed -E 's/RigTest.java//; s/([a-z0-9])([A-Z])/\1-\2/g' | tr 'A-Z\n' 'a-z '
}
