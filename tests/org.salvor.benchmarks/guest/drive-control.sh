# In a guest with an IOMMU: measures the drives behind the controller $CONTROLLER, by the kernel and by Salvor in turns.
. /rig/settings
mountpoint -q /run || mount -t tmpfs run /run
mkdir -p /run/salvor
# shellcheck disable=SC2086
"$JAVA" $OPTIONS -cp "$CLASSES" org.salvor.benchmarks.GuestDrives "$CONTROLLER"
exit $?
