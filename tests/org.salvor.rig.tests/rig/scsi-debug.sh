# In a guest: the kernel's own debugging SCSI disk, which has no ATA, with ten bad sectors; imaged, then reset, made to hang, and taken offline.
. "$(dirname "$0")/lib.sh"
set -u
driver=/sys/bus/pseudo/drivers/scsi_debug
debug() { for each in /sys/class/scsi_generic/*; do grep -qs scsi_debug "$each/device/model" && basename "$each"; done; }
there() { [ -n "$(ls "/sys/class/scsi_generic/$(debug)/device/block" 2>/dev/null)" ]; }
within 10 there || { echo "the kernel shows no scsi_debug disk"; exit 1; }
sg=$(debug)
disk=$(ls "/sys/class/scsi_generic/$sg/device/block")
seq -f 'sector %0504.0f' 0 16383 | dd of="/dev/$disk" bs=1M oflag=direct iflag=fullblock
echo 3 >/proc/sys/vm/drop_caches
echo 4660 >/sys/module/scsi_debug/parameters/medium_error_start
echo 10 >/sys/module/scsi_debug/parameters/medium_error_count
echo 2 >$driver/opts
salvor debug-image image "sg:/dev/$sg" /rig/debug.img --job /rig/debug-job --plan thorough --yes
echo 0 >$driver/opts
within 10 there && dd if="/dev/$(ls "/sys/class/scsi_generic/$sg/device/block")" of=/rig/debug-after.img bs=1M iflag=direct
salvor debug-try try "sg:/dev/$sg" hang

sg=$(debug)
echo 50 >$driver/delay
salvor offline image "sg:/dev/$sg" /rig/offline.img --job /rig/offline-job --plan thorough --yes &
job=$!
within 200 larger /rig/offline-job/map.journal 64 && found "offline.begun yes"
state=/sys/class/scsi_generic/$sg/device/state
echo offline >"$state"
found "offline.state $(cat "$state")"
sleep 4
echo running >"$state"
wait $job
echo 0 >$driver/delay
exit 0
