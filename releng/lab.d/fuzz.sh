# Fuzzing the decoders with Jazzer (Apache-2.0), outside of OSGi: its agent instruments the vocabulary as a plain JVM loads it.

jazzer_version=0.30.0

# [TARGET] [SECONDS]: a decoder of DecoderTargets, or each of them one after the other; so many seconds each.
run_fuzz() {
    local target=${1:-each} seconds=${2:-10} folder=$root/releng/target/fuzz classes=$root/releng/target/fuzz/classes names name code=0
    case $target in
        *[!0-9]*) ;;
        *) seconds=$target target=each ;;
    esac
    [[ $seconds =~ ^[1-9][0-9]*$ ]] || fail "fuzz takes seconds as a whole number, not $seconds"
    find_jdk
    compile_decoders "$classes"
    names=$("$JAVA_HOME/bin/java" -cp "$classes" org.salvor.ata.FuzzDecoders "$folder/seeds")
    if [ "$target" != each ]; then
        grep -qx -- "$target" <<<"$names" || fail "there is no decoder $target; there are: $(tr '\n' ' ' <<<"$names")"
        names=$target
    fi
    jazzer=$(jazzer_path)
    for name in $names; do
        fuzz_one "$name" "$seconds" "$folder" "$classes" || code=1
    done
    return "$code"
}

# NAME SECONDS FOLDER CLASSES: what it finds is printed as a line for the kept corpus, so that every later run begins with it.
fuzz_one() {
    local name=$1 seconds=$2 folder=$3 classes=$4 log=$3/$1.log found
    rm -rf "$folder/found/$name"
    mkdir -p "$folder/corpus/$name" "$folder/found/$name"
    if (cd "$folder" && "$JAVA_HOME/bin/java" -Xmx512m -XX:+EnableDynamicAgentLoading --enable-native-access=ALL-UNNAMED \
        --sun-misc-unsafe-memory-access=allow -Dsalvor.fuzz="$name" -cp "$jazzer:$classes" com.code_intelligence.jazzer.Jazzer \
        --target_class=org.salvor.ata.FuzzDecoders --instrumentation_includes='org.salvor.ata.**' --keep_going=1 \
        -max_total_time="$seconds" -timeout=5 -rss_limit_mb=2048 -max_len=4200 -artifact_prefix="found/$name/" \
        "corpus/$name" "seeds/$name") >"$log" 2>&1 && [ -z "$(ls "$folder/found/$name")" ]; then
        say "$name: $(grep -oE '^Done [0-9]+ runs' "$log"), $(grep -oE 'cov: [0-9]+' "$log" | tail -1) branches, nothing found"
        return
    fi
    say "$name: something was found, see $log; once it is mended, add this to decoder-corpus.txt:"
    for found in "$folder/found/$name"/*; do
        [ -f "$found" ] && "$JAVA_HOME/bin/java" -cp "$classes" org.salvor.ata.FuzzDecoders "$name" "$found"
    done
    return 1
}

# CLASSES: the vocabulary and what throws bytes at it, by themselves; neither needs the platform.
compile_decoders() {
    local package=tests/org.salvor.ata.tests/src/org/salvor/ata
    rm -rf "$1"
    mkdir -p "$1/org/salvor/ata"
    "$JAVA_HOME/bin/javac" -nowarn -proc:none -d "$1" "$root"/bundles/org.salvor.ata/src/org/salvor/ata/*.java \
        "$root/$package/DecoderTargets.java" "$root/$package/FuzzDecoders.java" || fail "the decoders do not compile"
    cp "$root/$package/decoder-corpus.txt" "$1/org/salvor/ata/"
}

# Prints the path of Jazzer, which Maven fetches once.
jazzer_path() {
    local home=$cache/jazzer-$jazzer_version part
    for part in jazzer jazzer-api; do
        [ -f "$home/$part-$jazzer_version.jar" ] || run_maven -q org.apache.maven.plugins:maven-dependency-plugin:3.6.1:copy \
            -Dartifact="com.code-intelligence:$part:$jazzer_version" -DoutputDirectory="$home" >&2 \
            || fail "Jazzer $jazzer_version could not be had from Maven Central."
    done
    echo "$home/jazzer-$jazzer_version.jar:$home/jazzer-api-$jazzer_version.jar"
}
