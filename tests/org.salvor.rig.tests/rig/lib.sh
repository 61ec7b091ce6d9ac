# For scripts in a guest, which source it first. /rig/settings names the Java, its options and class path, and whatever else a rig says.
. /rig/settings
mountpoint -q /run || mount -t tmpfs run /run # what the host's Salvor left in /run is none of the guest's
LIMIT=${LIMIT:-400} # seconds that a command may take on a busy machine

# NAME VALUE...: a line that the test looks up.
found() { echo "$*" >>/rig/findings; }

# Begins the Java that serves all commands of this script: an emulated one takes long to start.
SERVER=/run/rig-server
begin_salvor() {
    mkdir -p "$SERVER"
    # shellcheck disable=SC2086
    "$JAVA" $OPTIONS -cp "$CLASSES" org.salvor.cli.RigSalvor serve "$SERVER" >/rig/salvor.log 2>&1 </dev/null &
}

end_salvor() { touch "$SERVER/end"; }

# NAME ARGUMENTS...: the command line; its words go to NAME.log, its exit code is found as NAME.exit. With "try" first, it is TryDrive.
salvor() {
    local name=$1
    shift
    printf '%s\n' "/rig/$name.log" "$@" >"$SERVER/$name.part"
    mv "$SERVER/$name.part" "$SERVER/$name.ask"
    within "$LIMIT" [ -e "$SERVER/$name.exit" ] || echo "none within $LIMIT s" >"$SERVER/$name.exit"
    found "$name.exit $(cat "$SERVER/$name.exit")"
    found "$name.ended-at $(cut -d' ' -f1 /proc/uptime)"
}

# NAME ARGUMENTS...: as salvor, but by the launcher of the built product, where $PRODUCT names one.
product() {
    [ -n "$PRODUCT" ] || { salvor "$@"; return; }
    local name=$1
    shift
    JAVA_TOOL_OPTIONS=$PRODUCT_OPTIONS JAVA_HOME=${JAVA%/bin/java} timeout -k 5 "$LIMIT" "$PRODUCT" "$@" >"/rig/$name.log" 2>&1 </dev/null
    found "$name.exit $?"
    found "$name.by the built product"
    found "$name.ended-at $(cut -d' ' -f1 /proc/uptime)"
}

# SECONDS COMMAND...: waits until the command is true, or for so long.
within() {
    local tries=$(($1 * 10))
    shift
    while ! "$@" >/dev/null 2>&1; do
        tries=$((tries - 1))
        [ $tries -gt 0 ] || return 1
        sleep 0.1
    done
}

# JSON: has the emulator execute a QMP command, and prints its answer.
emulator() {
    local name
    name=$(date +%s%N)
    echo "$1" >"/rig/part.$name"
    mv "/rig/part.$name" "/rig/ask.$name"
    within 60 [ -e "/rig/answer.$name" ] || return 1
    cat "/rig/answer.$name"
}

# SERIAL: the kernel's name of the disk with this serial number.
disk_of() {
    for each in /sys/block/*; do
        if grep -qs "$1" "$each/device/vpd_pg80" "$each/device/serial"; then basename "$each"; fi
    done
}

# SERIAL: the sg node of the disk with this serial number.
sg_of() {
    for each in /sys/class/scsi_generic/*; do
        if grep -qs "$1" "$each/device/vpd_pg80"; then basename "$each"; fi
    done
}

disk_seen() { [ -n "$(disk_of "$1")" ]; }
sg_seen() { [ -n "$(sg_of "$1")" ]; }

# PCI ADDRESS: the driver that has it, or none.
driver_of() { basename "$(readlink "/sys/bus/pci/devices/$1/driver" || echo none)"; }

# FILE BYTES: whether it has grown beyond so many bytes.
larger() { [ "$(stat -c %s "$1")" -gt "$2" ]; }

# NAME ARGUMENTS...: begins a job whose folder is /rig/NAME, kills it with signal 9 once some of it is durable, and waits until it is dead.
kill_in_mid_job() {
    local name=$1
    shift
    # shellcheck disable=SC2086
    "$JAVA" $OPTIONS -cp "$CLASSES" org.salvor.cli.RigSalvor "$@" --job "/rig/$name" --yes >"/rig/$name.log" 2>&1 </dev/null &
    local process=$!
    if within 200 larger "/rig/$name/map.journal" 64; then found "$name.begun yes"; else found "$name.begun no"; fi
    kill -9 $process
    wait $process
    found "$name.exit $?"
}
