package org.salvor.station.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.salvor.drive.Capabilities;
import org.salvor.drive.Drive;
import org.salvor.drive.DriveIdentity;
import org.salvor.drive.TimeoutFloor;
import org.salvor.drive.simulated.SimulatedDrive;
import org.salvor.drive.simulated.SimulatedDriveProvider;
import org.salvor.drive.spi.DriveAddress;
import org.salvor.drive.spi.DriveContext;
import org.salvor.drive.spi.DriveListing;
import org.salvor.drive.spi.DriveOpenException;
import org.salvor.drive.spi.DriveProvider;
import org.salvor.imaging.plan.PassPlan;
import org.salvor.station.StationException;

/** A plan that wants shorter timeouts than its transport keeps. */
class NearerTransportTest {
    private static final String PLAN = "name: quick\npasses:\n  - {name: copy, select: {stages: [untried]}, block: 64 KiB, timeout: 250 ms}\n";

    /** A transport to one simulated drive. */
    private record Transport(String scheme, long floorMillis, DriveIdentity drive, String problem) implements DriveProvider {
        @Override
        public List<DriveListing> list() {
            return List.of(new DriveListing(new DriveAddress(scheme, "healthy", Map.of()), scheme, Optional.of(drive), problem));
        }

        @Override
        public Optional<TimeoutFloor> usualFloor() {
            return Optional.of(new TimeoutFloor(floorMillis, "it is so in this test"));
        }

        @Override
        public Drive open(DriveAddress address, DriveContext context) throws DriveOpenException {
            return new SimulatedDriveProvider().open(new DriveAddress("sim", address.path(), Map.of()), context);
        }
    }

    private static DriveIdentity identity(String address) throws Exception {
        try (SimulatedDrive drive = SimulatedDrive.open(address)) {
            return drive.identity();
        }
    }

    private static Capabilities slow() {
        return new Capabilities(Set.of(), Set.of(), 256, 512, new TimeoutFloor(7_000, "the kernel counts in seconds"), false, true, "");
    }

    private static String refusal(DriveProvider... transports) throws Exception {
        PassPlan plan = Plans.plan("quick", PLAN, 512);
        NearerTransport nearer = new NearerTransport(List.of(transports), "slow:healthy", identity("sim:healthy"));
        StationException[] refused = new StationException[1];
        assertThatThrownBy(() -> Plans.refuseImpossible(plan, slow(), nearer))
                .isInstanceOfSatisfying(StationException.class, e -> refused[0] = e);
        return refused[0].getMessage();
    }

    @Test
    void theNextTransportThatCanIsNamedByAddress() throws Exception {
        DriveIdentity same = identity("sim:healthy");
        assertThat(refusal(new Transport("slow", 7_000, same, ""), new Transport("quickest", 1, same, ""),
                new Transport("quick", 200, same, ""), new Transport("middle", 1_000, same, "")))
                .isEqualTo(
                        "Pass copy of plan quick wants a timeout of 250 ms, and this transport keeps none below 7000 ms (the kernel counts in "
                                + "seconds); raise it, or open the same drive as quick:healthy, which usually keeps 200 ms.");
    }

    @Test
    void oneThatSeesAnotherDriveOrCannotOpenItIsNot() throws Exception {
        assertThat(refusal(new Transport("other", 1, identity("sim:healthy?seed=77"), ""),
                new Transport("busy", 1, identity("sim:healthy"), "It is mounted.")))
                .endsWith("raise it, or use a transport that reaches the drive more directly.");
    }

    @Test
    void aTransportThatKeepsTheTimeoutIsTaken() throws Exception {
        try (SimulatedDrive drive = SimulatedDrive.open("sim:healthy")) {
            Plans.refuseImpossible(Plans.plan("quick", PLAN, 512), drive.capabilities(),
                    new NearerTransport(List.of(), "sim:healthy", drive.identity()));
        }
    }
}
