package org.salvor.station.internal;

import java.lang.foreign.MemorySegment;
import org.salvor.ata.AtaCommand;
import org.salvor.ata.DeviceConfiguration;
import org.salvor.ata.DriveCommands;
import org.salvor.ata.DriveFeature;
import org.salvor.ata.IdentifyDevice;
import org.salvor.ata.Protocol;
import org.salvor.ata.TaskFile;
import org.salvor.station.HiddenView;
import org.salvor.station.StationException;
import org.salvor.station.StationException.Kind;

/** Looks behind the end of a drive: host protected area, accessible maximum, configuration overlay. */
final class HiddenAreas {

    private HiddenAreas() {
    }

    static HiddenView seen(DriveSession session) throws StationException {
        return view(session, session.identity(), -1);
    }

    /** Opens a host protected area until power goes. */
    static HiddenView opened(DriveSession session) throws StationException {
        IdentifyDevice page = session.identity();
        HiddenView before = view(session, page, -1);
        if (before.hiddenByHost() == 0) {
            throw new StationException(Kind.INPUT, "There is no host protected area to open. " + before.sentence());
        }
        if (!page.supports(DriveFeature.HPA)) {
            throw new StationException(Kind.INPUT, "The accessible maximum of " + session.address()
                    + " could be raised by a stored change only, and those are not let out.");
        }
        show(session, page, before.nativeSectors());
        return view(session, session.identity(), before.visibleSectors());
    }

    /** Tells the drive how many sectors to show until power goes; READ NATIVE MAX goes right before, as drives demand. */
    static void show(DriveSession session, IdentifyDevice page, long sectors) throws StationException {
        boolean extended = page.supports(DriveFeature.LBA48);
        long nativeSectors = nativeSectors(session, page);
        if (sectors > nativeSectors) {
            throw new StationException(Kind.OPERATOR,
                    session.address() + " could show " + nativeSectors + " sectors at most, not " + sectors + ".");
        }
        session.send(DriveCommands.setMaxUntilPowerCycle(sectors - 1, extended), MemorySegment.NULL);
    }

    private static long nativeSectors(DriveSession session, IdentifyDevice page) throws StationException {
        return session.send(DriveCommands.readNativeMax(page.supports(DriveFeature.LBA48)), MemorySegment.NULL).lba() + 1;
    }

    private static HiddenView view(DriveSession session, IdentifyDevice page, long before) throws StationException {
        boolean area = page.supports(DriveFeature.HPA) || page.supports(DriveFeature.ACCESSIBLE_MAX);
        long nativeSectors = -1;
        if (page.supports(DriveFeature.HPA)) {
            nativeSectors = nativeSectors(session, page);
        } else if (area) {
            AtaCommand accessible = new AtaCommand(TaskFile.of48(0x78, 0, 0, 0), Protocol.NON_DATA, 0);
            nativeSectors = session.send(accessible, MemorySegment.NULL).lba() + 1;
        }
        boolean overlay = page.supports(DriveFeature.DCO);
        long realSectors = overlay ? realSectors(session) : -1;
        HiddenView plain = new HiddenView(session.address(), page.logicalSectorBytes(), page.sectorCount(), nativeSectors, realSectors,
                area, overlay,
                before < 0 ? page.sectorCount() : before, "");
        return new HiddenView(plain.address(), plain.sectorBytes(), plain.visibleSectors(), nativeSectors, realSectors, area, overlay,
                plain.visibleBefore(), sentence(plain));
    }

    /** A frozen overlay is not told, and that is no error. */
    private static long realSectors(DriveSession session) {
        try {
            return session.page(DriveCommands.deviceConfiguration(), DeviceConfiguration::decode).lastLba() + 1;
        } catch (StationException notTold) {
            return -1;
        }
    }

    private static String sentence(HiddenView view) {
        String opened = view.visibleBefore() == view.visibleSectors() ? ""
                : "Of " + view.visibleBefore() + " sectors visible before, " + view.visibleSectors()
                        + " are now, until the drive's power is cycled. ";
        long host = view.hiddenByHost();
        long overlay = view.hiddenByOverlay();
        if (!view.protectedArea() && !view.overlay()) {
            return opened + "The drive has no way to hide sectors that hosts could ask for.";
        }
        if (host == 0 && overlay == 0) {
            return opened + "Nothing is hidden"
                    + (view.overlay() && view.realSectors() < 0 ? " by a host protected area; of an overlay the drive does not tell."
                            : ".");
        }
        return opened + (host == 0 ? "" : "A host protected area hides " + host + " sectors at the end. ")
                + (overlay == 0 ? ""
                        : "A configuration overlay hides " + overlay + " sectors at the end; only a stored change could show them.");
    }
}
