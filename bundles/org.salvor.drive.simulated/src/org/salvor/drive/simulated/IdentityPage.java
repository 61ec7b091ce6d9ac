package org.salvor.drive.simulated;

import java.util.EnumSet;
import org.salvor.ata.DriveFeature;
import org.salvor.ata.IdentifyBuilder;
import org.salvor.ata.IdentifyDevice;
import org.salvor.ata.TransferMode;
import org.salvor.drive.simulated.internal.Dice;

/** What the drive says about itself. */
final class IdentityPage {
    static final int ECC_BYTES = 40;
    private static final long SERIAL = 0x7365_7269;
    private final DriveSetup setup;

    IdentityPage(DriveSetup setup) {
        this.setup = setup;
    }

    /**
     * The 512 bytes of IDENTIFY DEVICE.
     *
     * @param sectorCount sectors that can be addressed now
     * @param another whether the drive answers as another drive
     */
    byte[] bytes(long sectorCount, boolean another) {
        SectorFormat format = setup.format();
        IdentifyBuilder page = IdentifyDevice.builder()
                .model(another ? "Salvor Simulated (another drive)" : "Salvor Simulated " + setup.profile().name())
                .serial(serial(another))
                .firmware("SIM%d%s".formatted(setup.profile().version(), setup.profile().changed() ? "+" : ""))
                .sectors48(sectorCount)
                .sectorSize(format.logicalBytes(), format.physicalBytes() / format.logicalBytes(), 0)
                .rotationRpm(setup.profile().count(Parameter.RPM))
                .transport(IdentifyDevice.Transport.SERIAL)
                .transferModes(EnumSet.allOf(TransferMode.class), TransferMode.UDMA6)
                .queueDepth(32)
                .multiple(16, 0)
                .feature(DriveFeature.LOOK_AHEAD, true, true)
                .feature(DriveFeature.POWER_MANAGEMENT, true, true)
                .worldWideName(0x5000_C500_0000_0000L | Dice.mix(setup.seed()) & 0xFF_FFFF_FFFFL);
        return page.build().raw();
    }

    /** Twenty characters at most, another for every profile, size and seed. */
    String serial(boolean another) {
        long mixed = Dice.roll(setup.seed() + (another ? 1 : 0), SERIAL, setup.profile().name().hashCode() ^ setup.sectorCount());
        String tail = Long.toString(setup.seed());
        return "SIM%08X".formatted((int) mixed) + (tail.length() <= 8 ? "-" + tail : "X");
    }
}
