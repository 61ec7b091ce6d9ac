# In a guest with a legacy IDE controller at $CONTROLLER, which Salvor drives at its registers, and, without an IOMMU, an AHCI controller at $AHCI.
. "$(dirname "$0")/lib.sh"
begin_salvor
within 30 disk_seen SALVOR-SYSTEM
sleep 1
found "driver.before $(driver_of "$CONTROLLER")"

product image image ide:1f0,3f6/0 /rig/copy.img --job /rig/job --plan thorough --yes
found "driver.after-job $(driver_of "$CONTROLLER")"
within 30 disk_seen SALVOR-BAD && found "disk.after-job seen"

kill_in_mid_job killed image ide:1f0,3f6/1 /rig/killed.img --plan thorough
found "driver.after-kill $(driver_of "$CONTROLLER")"
salvor drives drives
found "driver.after-repair $(driver_of "$CONTROLLER")"
found "records.after-repair $(find /run/salvor -type f | wc -l)"
salvor resumed image --job /rig/killed
found "driver.after-resume $(driver_of "$CONTROLLER")"

within 30 disk_seen SALVOR-SYSTEM
system=$(disk_of SALVOR-SYSTEM)
mke2fs -q -F "/dev/$system" && mkdir -p /run/mounted && mount "/dev/$system" /run/mounted && found "system.mounted $system"
salvor refused image ide:1f0,3f6/0 /rig/refused.img --job /rig/refused-job --yes
found "driver.after-refusal $(driver_of "$CONTROLLER")"
echo written >/run/mounted/file && sync && found "system.alive $(cat /run/mounted/file)"
umount /run/mounted

salvor unguarded image "ahci:$AHCI/0" /rig/unguarded.img --job /rig/unguarded-job --yes
found "driver.after-unguarded $(driver_of "$AHCI")"
emulator '{"execute":"query-blockstats"}' >/rig/blocks.json
end_salvor
exit 0
