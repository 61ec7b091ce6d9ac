package org.salvor.ui.internal.drives;

import org.salvor.station.DriveView;
import org.salvor.ui.Amounts;

/** What the window says of a drive. Pure. */
public final class DriveText {
    private DriveText() {
    }

    /** Model, or the address where the model is not known. */
    public static String name(DriveView drive) {
        return drive.model().isBlank() ? drive.address() : drive.model().strip();
    }

    /** Size, with the sector size where it is not the usual one. */
    public static String size(DriveView drive) {
        if (drive.sectorCount() == 0 || drive.sectorBytes() == 0) {
            return Amounts.UNKNOWN;
        }
        String size = Amounts.bytes((double) drive.sectorCount() * drive.sectorBytes());
        return drive.sectorBytes() == 512 ? size : size + ", " + drive.sectorBytes() + "-byte sectors";
    }

    /** What stands in its way, or what a person should know of it. */
    public static String remark(DriveView drive) {
        return drive.problem().isEmpty() ? drive.notes() : drive.problem();
    }

    /** A drive in one sentence. */
    public static String sentence(DriveView drive) {
        StringBuilder text = new StringBuilder(name(drive));
        if (!drive.serial().isBlank()) {
            text.append(", serial number ").append(drive.serial().strip());
        }
        if (!drive.firmware().isBlank()) {
            text.append(", firmware ").append(drive.firmware().strip());
        }
        return text.append(", ").append(size(drive)).append(", ").append(drive.transport()).append('.').toString();
    }
}
