#!/usr/bin/env bash
# kernel.sh FOLDER: puts a guest's kernel and initramfs there: FOLDER/vmlinuz and FOLDER/initramfs.gz. What is there already is kept.
# The kernel is the distribution's own full one (its cloud kernel has neither ahci nor sg nor 9p), unpacked and not installed.
set -euo pipefail
folder=$1
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
mkdir -p "$folder"
exec 9>"$folder/lock"
flock 9

newest_kernel() { apt-cache depends linux-image-amd64 2>/dev/null | awk '/Depends: linux-image-[0-9]/ { print $2; exit }' || true; }

fetch_kernel() {
    local package tree=$folder/tree
    package=$(newest_kernel)
    if [ -z "$package" ]; then
        apt-get -qq update >&2 || true
        package=$(newest_kernel)
    fi
    [ -n "$package" ] || { echo "no package gives a kernel; apt-get update may help" >&2; exit 1; }
    rm -rf "$tree" "$folder"/*.deb
    (cd "$folder" && apt-get -q download "$package" >&2)
    dpkg-deb -x "$folder"/"$package"_*.deb "$tree"
    rm -f "$folder"/*.deb
    depmod -b "$tree" "$(ls "$tree/lib/modules")"
    cp "$tree"/boot/vmlinuz-* "$folder/vmlinuz"
}

# Modules that a rig may want, each with what it needs.
modules="virtio_pci 9p 9pnet_virtio overlay ext4 crc32c_generic ahci ata_piix ata_generic sd_mod sg scsi_debug virtio_scsi usb-storage uas xhci_pci nvme
 vfio_pci vfio_iommu_type1 vfio dm_mod dm_delay loop nbd null_blk tcm_loop target_core_user uio configfs"

make_initramfs() {
    local tree=$folder/tree version top
    version=$(ls "$tree/lib/modules")
    top=$(mktemp -d "$folder/top.XXXXXX")
    trap "rm -rf '$top'" EXIT
    mkdir -p "$top"/{bin,proc,sys,dev,tmp,run,newroot,etc,"lib/modules/$version"}
    cp "$(command -v busybox)" "$top/bin/busybox"
    for link in sh mount modprobe insmod; do ln -s busybox "$top/bin/$link"; done
    for module in $modules; do
        modprobe -d "$tree" -S "$version" --show-depends "$module" 2>/dev/null | awk '/^insmod/ { print $2 }' || true
    done | sort -u | while read -r file; do
        mkdir -p "$top/$(dirname "${file#"$tree"/}")"
        cp "$file" "$top/${file#"$tree"/}"
    done
    cp "$tree/lib/modules/$version"/modules.{order,builtin,builtin.modinfo} "$top/lib/modules/$version/"
    depmod -b "$top" "$version"
    install -m 755 "$here/init" "$top/init"
    (cd "$top" && find . | cpio -o -H newc --quiet | gzip -1) >"$folder/initramfs.part"
    mv "$folder/initramfs.part" "$folder/initramfs.gz"
}

[ -s "$folder/vmlinuz" ] || fetch_kernel
made_from=$(cat "$here/init" "$here/kernel.sh" | cksum)
if [ ! -s "$folder/initramfs.gz" ] || [ "$(cat "$folder/initramfs.from" 2>/dev/null)" != "$made_from" ]; then
    make_initramfs
    echo "$made_from" >"$folder/initramfs.from"
fi
