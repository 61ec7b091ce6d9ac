package org.salvor.imaging;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.salvor.drive.Clock;
import org.salvor.drive.Drive;
import org.salvor.drive.DriveIdentity;
import org.salvor.imaging.plan.PassPlan;
import org.salvor.power.PowerSwitch;
import org.salvor.sectormap.LbaRange;
import org.salvor.sectormap.SectorMap;

/**
 * What an imager works with. Whoever makes it owns and closes drive, destination, lanes and records.
 *
 * @param hostClock the host's clock: epochs and patience with our own side
 * @param source the source drive, opened and identified
 * @param identity who the source must be, whenever it is asked
 * @param power the source's supply, if it can be switched
 * @param plan passes
 * @param live the owner's map; the imager's owner thread is its only writer from now on
 * @param savedState what {@link EpochStore} got last, empty for a new job
 * @param heads sectors of each head, empty when unknown
 * @param layout form of sectors on the destination
 * @param destination where to; open
 * @param caseLog testimony
 * @param segments hashes
 * @param hashAlgorithms names such as SHA-256, at least one
 * @param fill what unread sectors hold on the destination at the end
 * @param epochs the durable map
 * @param writerLane runs writing and hashing: one thread, or the caller's in a simulation
 * @param flusherLane runs flushing: one thread, or the caller's in a simulation
 */
public record ImagerParts(Clock hostClock, Drive source, DriveIdentity identity, Optional<PowerSwitch> power, PassPlan plan, SectorMap live,
        byte[] savedState, List<List<LbaRange>> heads, ImageLayout layout, Destination destination, CaseLog caseLog, SegmentTable segments,
        List<String> hashAlgorithms, Fill fill, EpochStore epochs, Executor writerLane, Executor flusherLane) {
}
