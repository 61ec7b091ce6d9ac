# In a guest: a simulated drive behind target_core_user and tcm_loop, imaged through its /dev/sgN. /rig/settings names drive and size. A second job meets
# what $FAULTS says, and the drive is unplugged and plugged in again meanwhile; the kernel's trace keeps which commands were that job's own.
. "$(dirname "$0")/lib.sh"
set -u
target=/sys/kernel/config/target
lun=$target/loopback/naa.5000000000000001/tpgt_1/lun/lun_0
mkdir -p $target/core/user_0/patient
echo "dev_size=$BYTES,dev_config=rig/patient" >$target/core/user_0/patient/control
echo 1 >$target/core/user_0/patient/enable
within 5 [ -e /dev/uio0 ]
# shellcheck disable=SC2086
"$JAVA" $OPTIONS -cp "$CLASSES" org.salvor.rig.ServeDrive /dev/uio0 "$DRIVE" /rig >/rig/server.log 2>&1 &
server=$!
within 60 grep -qs serving /rig/server.log
plug() { ln -s $target/core/user_0/patient $lun/patient; }
unplug() { rm $lun/patient; }
patient() { for each in /sys/class/scsi_generic/*; do grep -qs '^ATA' "$each/device/vendor" && basename "$each"; done; }
there() { [ -n "$(patient)" ]; }
away() { [ -z "$(patient)" ]; }
mkdir -p ${lun%/lun/lun_0}
echo naa.5000000000000002 >${lun%/lun/lun_0}/nexus
mkdir $lun
plug
if ! within 10 there; then
    echo "the kernel shows no drive"
    dmesg | tail -20
    kill -9 $server
    exit 1
fi
sleep 1
salvor drives drives
product image image "sg:/dev/$(patient)" /rig/copy.img --job /rig/job --plan thorough --yes
salvor sat-try try "sg:/dev/$(patient)"

# Looks at each disk that appears, as udev's blkid, an automounter and a curious user do.
prober() {
    while sleep 0.1; do
        for disk in $(cd /sys/block && ls -d sd* 2>/dev/null); do
            grep -qs '^ATA' "/sys/block/$disk/device/vendor" && timeout 2 dd if="/dev/$disk" of=/dev/null bs=4096 count=1 iflag=direct 2>/dev/null
        done
    done
}
trace=/sys/kernel/tracing
mount -t tracefs none $trace 2>/dev/null
echo mono >$trace/trace_clock
echo 8192 >$trace/buffer_size_kb
function=$(grep -o -m 1 'sg_common_write[^[:space:]]*' /proc/kallsyms) # compilers add to the name
echo "p:own $function first=+0(%dx):x64 last=+8(%dx):x64" >$trace/kprobe_events
echo 1 >$trace/events/kprobes/own/enable
script() {
    printf '%s\n' "$1" | tr ';' '\n' >/rig/script.part
    mv /rig/script.part /rig/script
}
script "$FAULTS;$PACE"
found "replug.before $(patient)"
salvor replug image "sg:/dev/$(patient)" /rig/replug.img --job /rig/replug-job --plan thorough --yes &
job=$!
within 200 larger /rig/replug-job/map.journal 64 && found "replug.begun yes"
prober &
prober=$!
for turn in 1 2; do
    unplug
    within 10 away && found "replug.gone-$turn yes"
    sleep 3
    plug
    within 10 there && found "replug.after-$turn $(patient)"
    sleep 2
done
script "$FAULTS"
wait $job
echo 0 >$trace/events/kprobes/own/enable
cat $trace/trace >/rig/own
kill $prober
wait $prober 2>/dev/null
dmesg | tail -40
unplug
kill $server
wait $server
exit 0
