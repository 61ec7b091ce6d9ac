# In a guest with an IOMMU: a drive behind an AHCI controller that Salvor drives itself by VFIO. $SOURCE and $OTHER are PCI addresses.
. "$(dirname "$0")/lib.sh"
begin_salvor
within 30 disk_seen SALVOR-SYSTEM
sleep 1
found "driver.before $(driver_of "$SOURCE")"

product image image "ahci:$SOURCE/0" /rig/copy.img --job /rig/job --plan thorough --yes
found "driver.after-job $(driver_of "$SOURCE")"
within 30 disk_seen SALVOR-BAD && found "disk.after-job seen"

kill_in_mid_job killed image "ahci:$SOURCE/1" /rig/killed.img --plan thorough
found "driver.after-kill $(driver_of "$SOURCE")"
salvor drives drives
found "driver.after-repair $(driver_of "$SOURCE")"
found "override.after-repair $(cat "/sys/bus/pci/devices/$SOURCE/driver_override")"
found "records.after-repair $(find /run/salvor -name 'ahci*' | wc -l)"
emulator '{"execute":"block_set_io_throttle","arguments":{"device":"slow","bps":0,"bps_rd":0,"bps_wr":0,"iops":0,"iops_rd":0,"iops_wr":0}}'
salvor resumed image --job /rig/killed
found "driver.after-resume $(driver_of "$SOURCE")"

system=$(disk_of SALVOR-SYSTEM)
mke2fs -q -F "/dev/$system" && mkdir -p /run/mounted && mount "/dev/$system" /run/mounted && found "system.mounted $system"
salvor refused image "ahci:$OTHER/0" /rig/refused.img --job /rig/refused-job --yes
found "driver.after-refusal $(driver_of "$OTHER")"
echo written >/run/mounted/file && sync && found "system.alive $(cat /run/mounted/file)"
umount /run/mounted

salvor try try "ahci:$SOURCE/2" late
found "driver.at-the-end $(driver_of "$SOURCE")"
emulator '{"execute":"query-blockstats"}' >/rig/blocks.json
end_salvor
exit 0
