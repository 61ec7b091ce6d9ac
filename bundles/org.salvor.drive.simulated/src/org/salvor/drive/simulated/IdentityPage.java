package org.salvor.drive.simulated;

import java.util.EnumSet;
import java.util.Set;
import org.salvor.ata.DriveFeature;
import org.salvor.ata.IdentifyBuilder;
import org.salvor.ata.IdentifyDevice;
import org.salvor.ata.SecurityState;
import org.salvor.ata.TransferMode;
import org.salvor.drive.simulated.internal.Dice;

/** What the drive says about itself. */
final class IdentityPage {
    private static final long SERIAL = 0x7365_7269;
    private static final long WORLD_WIDE_NAME = 0x5000_C500_0000_0000L;
    private static final Set<DriveFeature> ALWAYS = EnumSet.of(DriveFeature.POWER_MANAGEMENT, DriveFeature.HPA, DriveFeature.DCO,
            DriveFeature.SCT, DriveFeature.SCT_LONG, DriveFeature.SCT_ERC, DriveFeature.UNLOAD, DriveFeature.WRITE_UNCORRECTABLE);
    private static final Set<DriveFeature> WIDE = EnumSet.of(DriveFeature.GENERAL_PURPOSE_LOG, DriveFeature.REBUILD_ASSIST,
            DriveFeature.LOG_DMA);
    private final DriveSetup setup;
    private final int eccBytes;

    IdentityPage(DriveSetup setup, int eccBytes) {
        this.setup = setup;
        this.eccBytes = eccBytes;
    }

    /**
     * The 512 bytes of IDENTIFY DEVICE.
     *
     * @param sectorCount sectors that can be addressed now
     * @param another whether the drive answers as another drive
     */
    byte[] bytes(long sectorCount, Settings settings, SecurityState security, boolean smart, boolean another) {
        SectorFormat format = setup.format();
        IdentifyBuilder page = IdentifyDevice.builder()
                .model(another ? "Salvor Simulated (another drive)" : "Salvor Simulated " + setup.profile().name())
                .serial(serial(another))
                .firmware("SIM%d%s".formatted(setup.profile().version(), setup.profile().changed() ? "+" : ""))
                .sectorSize(format.logicalBytes(), format.physicalBytes() / format.logicalBytes(), 0)
                .rotationRpm(setup.profile().count(Parameter.RPM))
                .transport(IdentifyDevice.Transport.SERIAL)
                .transferModes(EnumSet.allOf(TransferMode.class), settings.mode)
                .multiple(16, settings.multiple())
                .features(ALWAYS)
                .feature(DriveFeature.SMART, true, smart)
                .feature(DriveFeature.LOOK_AHEAD, true, settings.lookAhead)
                .feature(DriveFeature.WRITE_CACHE, true, settings.writeCache)
                .feature(DriveFeature.APM, true, settings.powerManagement > 0)
                .feature(DriveFeature.AAM, true, settings.acoustics > 0)
                .feature(DriveFeature.SENSE_DATA_REPORTING, true, settings.senseReporting)
                .security(security)
                .worldWideName(WORLD_WIDE_NAME | Dice.mix(setup.seed()) & 0xFF_FFFF_FFFFL);
        if (longReads(format)) {
            page.eccBytes(eccBytes);
        }
        if (setup.wideAddresses()) {
            page.sectors48(sectorCount).queueDepth(32).features(WIDE);
        } else {
            page.sectors28(sectorCount);
        }
        return page.build().raw();
    }

    /** Whether READ LONG can be: it knows sectors that are physical ones, of few bytes. */
    static boolean longReads(SectorFormat format) {
        return format.logicalBytes() == format.physicalBytes() && format.logicalBytes() <= 520;
    }

    /** Twenty characters at most, another for every profile, size and seed. */
    private String serial(boolean another) {
        long mixed = Dice.roll(setup.seed() + (another ? 1 : 0), SERIAL, setup.profile().name().hashCode() ^ setup.sectorCount());
        String tail = Long.toString(setup.seed());
        return "SIM%08X".formatted((int) mixed) + (tail.length() <= 8 ? "-" + tail : "X");
    }
}
