# Sums up JUnit reports, given as files: what failed and why, the slowest bundles, and one line of totals at the end. Exits with 1 when something failed.

FNR == 1 {
    bundle = FILENAME
    sub(/\/target\/surefire-reports\/.*/, "", bundle)
    sub(/.*\//, "", bundle)
}

/<testsuite / {
    tests += attribute("tests")
    failed += attribute("failures") + attribute("errors")
    skipped += attribute("skipped")
    seconds[bundle] += attribute("time")
    suite = attribute("name")
    test = ""
}

/<testcase / { test = attribute("classname") "." attribute("name") }

/<(failure|error)[ >\/]/ {
    message = beginning(attribute("message"))
    if (message == "") {
        message = attribute("type")
    }
    if (message == "") {
        message = $0
        sub(/^.*<(failure|error)[^>]*>(<!\[CDATA\[)?/, "", message)
        message = beginning(message)
    }
    failures[++failure_count] = "  " (test == "" ? suite : test) " in " bundle ": " message
}

END {
    if (failure_count > 0) {
        print "failed:"
        for (i = 1; i <= failure_count; i++) {
            print failures[i]
        }
    }
    slowest()
    printf "%d passed, %d failed, %d skipped\n", tests - failed - skipped, failed, skipped
    exit failed > 0
}

function slowest(    rank, name, most) {
    printf "slowest:"
    for (rank = 0; rank < 5; rank++) {
        most = ""
        for (name in seconds) {
            if (most == "" || seconds[name] > seconds[most]) {
                most = name
            }
        }
        if (most == "") {
            break
        }
        printf "%s %s %.0f s", rank == 0 ? "" : ",", most, seconds[most]
        delete seconds[most]
    }
    print ""
}

function attribute(name,    text) {
    if (!match($0, "[ \t]" name "=\"[^\"]*\"")) {
        return ""
    }
    text = substr($0, RSTART + length(name) + 3, RLENGTH - length(name) - 4)
    return text
}

# The first lines of a message in one line: what an assertion says first is often only "Expecting actual:".
function beginning(text,    lines, line, count, i) {
    gsub(/&#1[03];|\r/, "\n", text)
    count = split(text, lines, "\n")
    for (i = 1; i <= count && length(line) < 120; i++) {
        gsub(/^[ \t]+|[ \t]+$/, "", lines[i])
        line = line (line == "" || lines[i] == "" ? "" : " ") lines[i]
    }
    gsub(/&lt;/, "<", line)
    gsub(/&gt;/, ">", line)
    gsub(/&quot;/, "\"", line)
    gsub(/&apos;/, "'", line)
    gsub(/&amp;/, "\\&", line)
    return length(line) > 240 ? substr(line, 1, 240) " ..." : line
}
