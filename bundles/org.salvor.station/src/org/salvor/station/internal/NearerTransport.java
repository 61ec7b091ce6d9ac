package org.salvor.station.internal;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.salvor.drive.DriveIdentity;
import org.salvor.drive.TimeoutFloor;
import org.salvor.drive.spi.DriveListing;
import org.salvor.drive.spi.DriveProvider;

/**
 * Another way to a drive, for a plan that is too quick for this one.
 *
 * @param transports what is installed
 * @param address the way in use
 * @param drive who is there
 */
record NearerTransport(List<DriveProvider> transports, String address, DriveIdentity drive) {

    private record Way(String address, TimeoutFloor floor) {
    }

    /** What to do instead, as the second half of a sentence: the next transport that keeps such a timeout, by address, where one sees the same drive. */
    String words(long timeoutMillis) {
        List<Way> ways = new ArrayList<>();
        for (DriveProvider provider : transports) {
            provider.usualFloor().filter(floor -> floor.millis() <= timeoutMillis).ifPresent(floor -> provider.list().stream()
                    .filter(this::sameDrive).forEach(listing -> ways.add(new Way(listing.address().toString(), floor))));
        }
        // the one that differs least from what the operator chose: the highest floor that is low enough
        return ways.stream().max(Comparator.comparingLong(way -> way.floor().millis()))
                .map(way -> "open the same drive as " + way.address() + ", which usually keeps " + way.floor().millis() + " ms")
                .orElse("use a transport that reaches the drive more directly");
    }

    private boolean sameDrive(DriveListing listing) {
        return listing.problem().isEmpty() && !listing.address().toString().equals(address)
                && listing.identity().filter(drive::sameDrive).isPresent();
    }
}
