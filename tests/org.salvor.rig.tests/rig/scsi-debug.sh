# In a guest: the kernel's own debugging SCSI disk, which has no ATA, with ten bad sectors; imaged, then reset and made to hang.
set -u
. /rig/settings
for tries in $(seq 50); do
    sg=$(for each in /sys/class/scsi_generic/*; do grep -qs scsi_debug "$each/device/model" && basename "$each"; done)
    [ -n "$sg" ] && [ -n "$(ls /sys/class/scsi_generic/"$sg"/device/block 2>/dev/null)" ] && break
    sleep 0.1
done
[ -n "$sg" ] || { echo "the kernel shows no scsi_debug disk"; exit 1; }
disk=$(ls /sys/class/scsi_generic/"$sg"/device/block)
seq -f 'sector %0504.0f' 0 16383 | dd of=/dev/"$disk" bs=1M oflag=direct iflag=fullblock
echo 3 >/proc/sys/vm/drop_caches
echo 4660 >/sys/module/scsi_debug/parameters/medium_error_start
echo 10 >/sys/module/scsi_debug/parameters/medium_error_count
echo 2 >/sys/bus/pseudo/drivers/scsi_debug/opts
run() { timeout 400 "$JAVA" --enable-native-access=ALL-UNNAMED -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -cp "$CLASSES" "$@"; }
run org.salvor.cli.RigSalvor image sg:/dev/"$sg" /rig/debug.img --job /rig/debug-job --plan thorough --yes >/rig/debug-image.log 2>&1
echo $? >/rig/debug-image.exit
echo 0 >/sys/bus/pseudo/drivers/scsi_debug/opts
dd if=/dev/"$disk" of=/rig/debug-after.img bs=1M iflag=direct
run org.salvor.rig.TryDrive sg:/dev/"$sg" hang >/rig/debug-try.log 2>&1
echo "scsi_debug done $(cut -d' ' -f1 /proc/uptime)"
exit 0
