package org.salvor.station.internal;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.salvor.drive.Clock;
import org.salvor.drive.Drive;
import org.salvor.drive.DriveIdentity;
import org.salvor.drive.ReadMethod;
import org.salvor.drive.ReadOutcome;
import org.salvor.drive.ReadRequest;
import org.salvor.drive.spi.DriveListing;
import org.salvor.drive.spi.DriveProvider;
import org.salvor.station.DriveView;
import org.salvor.station.ProfileView;
import org.salvor.station.Providers;
import org.salvor.station.SectorsView;
import org.salvor.station.StationException;

/** Looks at drives outside jobs. Any thread. */
public final class DriveDesk {
    private static final int MOST_SECTORS = 65_536;
    private static final long READ_MILLIS = 10_000;
    private static final int ALIGNMENT = 4_096;

    private final Providers providers;
    private final Clock hostClock;

    DriveDesk(Providers providers, Clock hostClock) {
        this.providers = providers;
        this.hostClock = hostClock;
    }

    public List<DriveView> list() {
        List<DriveView> views = new ArrayList<>();
        for (DriveProvider provider : providers.drives()) {
            for (DriveListing listing : provider.list()) {
                views.add(view(listing));
            }
        }
        views.sort(Comparator.comparing(DriveView::transport).thenComparing(DriveView::address));
        return views;
    }

    private static DriveView view(DriveListing listing) {
        DriveIdentity identity = listing.identity().orElse(new DriveIdentity("", "", "", 0, 0, 0));
        return new DriveView(listing.address().toString(), listing.transport(), identity.model(), identity.serial(), identity.firmware(),
                identity.sectorCount(), identity.sectorBytes(), identity.physicalSectorBytes(), "", "", "", "", listing.problem());
    }

    public DriveView identify(String address) throws StationException {
        try (Drive drive = providers.openDrive(address, hostClock)) {
            return JobViews.drive(address, Providers.address(address).scheme(), drive.identity(), drive.capabilities(), "");
        }
    }

    public SectorsView read(String address, long firstLba, int sectorCount) throws StationException {
        if (firstLba < 0 || sectorCount < 1 || sectorCount > MOST_SECTORS) {
            throw new StationException(StationException.Kind.INPUT,
                    "Sectors can be looked at 1 to " + MOST_SECTORS + " at a time, from 0 on.");
        }
        try (Drive drive = providers.openDrive(address, hostClock)) {
            int sectorBytes = drive.identity().sectorBytes();
            long count = Math.min(sectorCount, drive.identity().sectorCount() - firstLba);
            if (count < 1) {
                throw new StationException(StationException.Kind.INPUT, "Sector " + firstLba + " is not on " + address + ", which has "
                        + drive.identity().sectorCount() + " sectors.");
            }
            MemorySegment buffer = Arena.ofAuto().allocate(count * sectorBytes, ALIGNMENT); // a read that the kernel keeps keeps it too
            long done = 0;
            String problem = "";
            int block = drive.capabilities().maxSectorsPerCommand();
            while (done < count && problem.isEmpty()) {
                int sectors = (int) Math.min(block, count - done);
                ReadOutcome outcome = drive.read(ReadRequest.of(firstLba + done, sectors, ReadMethod.AUTO, READ_MILLIS),
                        buffer.asSlice(done * sectorBytes));
                if (!outcome.good()) {
                    problem = "Sector " + (firstLba + done + outcome.provenSectors()) + " or one behind it could not be read ("
                            + outcome.getClass().getSimpleName() + " " + outcome.evidence().words() + ").";
                }
                done += outcome.provenSectors();
            }
            return new SectorsView(address, firstLba, sectorBytes, buffer.asSlice(0, done * sectorBytes).toArray(ValueLayout.JAVA_BYTE),
                    problem);
        }
    }

    public List<ProfileView> profiles() {
        return providers.drives().stream().flatMap(provider -> provider.templates().stream())
                .map(template -> new ProfileView(template.name(), template.sentence(), template.description())).toList();
    }
}
