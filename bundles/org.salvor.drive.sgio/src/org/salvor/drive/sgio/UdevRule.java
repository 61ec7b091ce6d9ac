package org.salvor.drive.sgio;

/**
 * A rule that makes udev and the desktop leave a drive alone: no program looks at its sectors for names, file systems or partitions, and nothing mounts
 * it. The drive is known by what the kernel has kept of it, so that the rule itself asks it nothing.
 */
final class UdevRule {

    private UdevRule() {
    }

    static String of(SgDevice device) {
        String name = device.worldWideName();
        String which = name.isEmpty() ? "KERNELS==\"" + device.address() + "\"" : "ATTRS{wwid}==\"" + pattern(name) + "\"";
        return "# A job holds this drive. The file goes when the job gives it back.\n"
                + "SUBSYSTEM==\"block\", SUBSYSTEMS==\"scsi\", " + which + ", ENV{UDEV_DISABLE_PERSISTENT_STORAGE_RULES_FLAG}=\"1\", "
                + "ENV{UDISKS_IGNORE}=\"1\", ENV{SYSTEMD_READY}=\"0\", OPTIONS:=\"nowatch\"\n";
    }

    /** Values are patterns of a shell to udev; a character that could mean something there stands for any one. */
    private static String pattern(String text) {
        return text.replaceAll("[^A-Za-z0-9._ -]", "?");
    }
}
