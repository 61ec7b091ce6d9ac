#!/usr/bin/env bash
# boot.sh KERNEL-FOLDER EXCHANGE-FOLDER SCRIPT MODULES [QEMU ARGUMENTS...]: boots a guest under emulation, waits for its end. The host's / is its
# root, the exchange folder its /rig, where script.log and exit say how SCRIPT went and the socket "monitor" speaks QMP. RIG_MACHINE,
# RIG_MEMORY (MiB), RIG_KERNEL (more of its command line), RIG_SECONDS change it.
set -euo pipefail
kernel=$1 exchange=$2 script=$3 modules=$4
shift 4
exec timeout -k 10 "${RIG_SECONDS:-300}" qemu-system-x86_64 -accel tcg,thread=multi -cpu max -smp 2 -M "${RIG_MACHINE:-q35}" \
    -m "${RIG_MEMORY:-2048}" -display none -serial "file:$exchange/console.log" -monitor none -no-reboot -nic none -vga none \
    -qmp "unix:$exchange/monitor,server=on,wait=off" -kernel "$kernel/vmlinuz" -initrd "$kernel/initramfs.gz" \
    -fsdev local,id=h,path=/,security_model=none,readonly=on,multidevs=remap -device "virtio-9p-pci,fsdev=h,mount_tag=host" \
    -fsdev "local,id=o,path=$exchange,security_model=none,multidevs=remap" -device "virtio-9p-pci,fsdev=o,mount_tag=out" \
    -append "console=ttyS0 quiet panic=1 mitigations=off rig.script=$script rig.modules=$modules ${RIG_KERNEL:-}" "$@" </dev/null
