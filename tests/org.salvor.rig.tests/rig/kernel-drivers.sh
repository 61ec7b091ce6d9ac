# In a guest: drives behind the kernel's own drivers. AHCI through libata, NVMe, and a SCSI disk that is unplugged in mid-job.
. "$(dirname "$0")/lib.sh"
within 30 [ -n "$(sg_of SALVOR-PLUG)" ]
within 30 [ -n "$(sg_of SALVOR-LATE)" ]
sleep 1

salvor image image "sg:/dev/$(sg_of SALVOR-BAD)" /rig/copy.img --job /rig/job --plan thorough --yes
java_here org.salvor.rig.TryDrive "sg:/dev/$(sg_of SALVOR-BAD)" "error=$ERROR" >/rig/bad-try.log 2>&1
found "bad-try.exit $?"
java_here org.salvor.rig.TryDrive "sg:/dev/$(sg_of SALVOR-LATE)" late no-resets >/rig/late-try.log 2>&1
found "late-try.exit $?"

salvor flash image block:/dev/nvme0n1 /rig/flash.img --job /rig/flash-job --plan thorough --yes

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
within 30 [ -n "$(sg_of SALVOR-PLUG)" ]
found "plug.after $(sg_of SALVOR-PLUG)"
wait $job
emulator '{"execute":"query-blockstats"}' >/rig/blocks.json
exit 0
