# Building the products, and knowing when there is nothing to build.

stamp=$root/releng/org.salvor.product/target/built-from

# One hash over the content of everything that the product is made of.
hash_of_sources() {
    cd "$root"
    find pom.xml .mvn bundles features releng target-platform \( -name target -o -name bin -o -name '.polyglot*' \) -prune \
        -o -type f -print0 | LC_ALL=C sort -z | xargs -0 sha256sum | sha256sum | cut -d ' ' -f 1
}

# ARGS...: runs Maven in the repository, one at a time, inside the command that $around names.
run_maven() {
    local mvn
    mvn=$(maven)
    mkdir -p "$cache"
    (
        cd "$root"
        flock 9
        exec ${around[@]+"${around[@]}"} "$mvn" --batch-mode "$@" 9>&-
    ) 9>"$cache/build.lock"
}

around=()

build() {
    need_for_building
    local sources
    sources=$(hash_of_sources)
    say "building; the first time this takes some minutes"
    run_maven -q -Dsalvor.productOnly verify
    echo "$sources" >"$stamp"
    say "the products are in ${product%/linux/*}"
}

build_if_needed() {
    [ -x "$product/salvor" ] && [ -r "$stamp" ] && [ "$(cat "$stamp")" = "$(hash_of_sources)" ] || build
}

format() {
    need_for_building
    run_maven -q net.revelc.code.formatter:formatter-maven-plugin:format
}
