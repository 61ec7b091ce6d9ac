# In a guest: all rigs of SCSI pass-through, one after the other, so that one boot serves them.
here=$(dirname "$0")
. "$here/lib.sh"
begin_salvor
bash "$here/scsi-debug.sh" >/rig/scsi-debug.log 2>&1
first=$?
bash "$here/sat-drive.sh" >/rig/sat-drive.log 2>&1
second=$?
end_salvor
exit $((first + second))
