# In a guest: drives behind the kernel's own drivers. AHCI through libata, NVMe, and a SCSI disk that is unplugged in mid-job.
. "$(dirname "$0")/lib.sh"
begin_salvor
within 30 sg_seen SALVOR-PLUG
within 30 sg_seen SALVOR-LATE
sleep 1

product image image "sg:/dev/$(sg_of SALVOR-BAD)" /rig/copy.img --job /rig/job --plan thorough --yes
salvor bad-try try "sg:/dev/$(sg_of SALVOR-BAD)" "error=$ERROR"
salvor late-try try "sg:/dev/$(sg_of SALVOR-LATE)" late no-resets

salvor flash image nvme:/dev/nvme0n1 /rig/flash.img --job /rig/flash-job --plan thorough --yes
salvor flash-try try nvme:/dev/nvme0n1 "error=$FLASH_ERROR"

before=$(sg_of SALVOR-PLUG)
found "plug.before $before"
salvor plug image "sg:/dev/$before" /rig/plug.img --job /rig/plug-job --plan thorough --yes &
job=$!
within 200 larger /rig/plug-job/map.journal 64 && found "plug.begun yes"
emulator '{"execute":"query-blockstats"}' >/rig/blocks-before.json
emulator '{"execute":"device_del","arguments":{"id":"plug"}}'
within 30 [ ! -e "/sys/class/scsi_generic/$before" ] && found "plug.gone yes"
sleep 3
emulator '{"execute":"device_add","arguments":{"driver":"scsi-hd","bus":"scsi.0","drive":"plug","id":"plug","serial":"SALVOR-PLUG","rerror":"report"}}'
within 30 sg_seen SALVOR-PLUG
found "plug.after $(sg_of SALVOR-PLUG)"
wait $job
emulator '{"execute":"query-blockstats"}' >/rig/blocks.json
end_salvor
exit 0
