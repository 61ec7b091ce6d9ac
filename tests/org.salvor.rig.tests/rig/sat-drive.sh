# In a guest: a simulated drive behind target_core_user and tcm_loop, imaged through its /dev/sgN. /rig/settings names java, class path and drive.
set -u
. /rig/settings
target=/sys/kernel/config/target
mkdir -p $target/core/user_0/patient
echo "dev_size=$BYTES,dev_config=rig/patient" >$target/core/user_0/patient/control
echo 1 >$target/core/user_0/patient/enable
for tries in $(seq 50); do [ -e /dev/uio0 ] && break; sleep 0.1; done
"$JAVA" --enable-native-access=ALL-UNNAMED -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -cp "$CLASSES" org.salvor.rig.ServeDrive /dev/uio0 "$DRIVE" \
    /rig/counts >/rig/server.log 2>&1 &
server=$!
for tries in $(seq 600); do grep -qs serving /rig/server.log && break; sleep 0.1; done
name=naa.5000000000000001
mkdir -p $target/loopback/$name/tpgt_1
echo naa.5000000000000002 >$target/loopback/$name/tpgt_1/nexus
mkdir $target/loopback/$name/tpgt_1/lun/lun_0
ln -s $target/core/user_0/patient $target/loopback/$name/tpgt_1/lun/lun_0/patient
for tries in $(seq 100); do sg=$(for each in /sys/class/scsi_generic/*; do grep -qs '^ATA' "$each/device/vendor" && basename "$each"; done); [ -n "$sg" ] && break; sleep 0.1; done
sleep 1
if [ -z "$sg" ]; then
    echo "the kernel shows no drive"
    dmesg | tail -20
    kill -9 $server
    exit 1
fi
echo "up $(cut -d' ' -f1 /proc/uptime)"
salvor() { timeout 400 "$JAVA" --enable-native-access=ALL-UNNAMED -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -cp "$CLASSES" org.salvor.cli.RigSalvor "$@"; }
salvor drives >/rig/drives.log 2>&1
salvor image sg:/dev/"$sg" /rig/copy.img --job /rig/job --plan thorough --yes >/rig/image.log 2>&1
echo $? >/rig/image.exit
echo "imaged $(cut -d' ' -f1 /proc/uptime)"
timeout 400 "$JAVA" --enable-native-access=ALL-UNNAMED -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -cp "$CLASSES" \
    org.salvor.rig.TryDrive sg:/dev/"$sg" >/rig/sat-try.log 2>&1
dmesg | tail -40
rm $target/loopback/$name/tpgt_1/lun/lun_0/patient
kill $server
wait $server
exit 0
