package org.salvor.drive.file;

import java.nio.file.Path;
import org.salvor.drive.CommandGate;
import org.salvor.drive.Drive;
import org.salvor.drive.ReadMethod;
import org.salvor.drive.ReadRequest;
import org.salvor.drive.spi.DriveAddress;
import org.salvor.drive.spi.DriveContext;
import org.salvor.drive.spi.DriveOpenException;

/** Opens drives as a station does. */
final class Sources {
    static final long SECONDS_30 = 30_000;

    private Sources() {
    }

    static Drive open(String address) throws DriveOpenException {
        DriveAddress parsed = DriveAddress.parse(address);
        DriveContext context = new DriveContext(new HostClock(), CommandGate.readOnly());
        return parsed.scheme().equals("block") ? new BlockDriveProvider().open(parsed, context)
                : new FileDriveProvider().open(parsed, context);
    }

    static Drive open(Path path) throws DriveOpenException {
        return open(path.toString());
    }

    static ReadRequest one(long firstLba, int sectorCount) {
        return ReadRequest.of(firstLba, sectorCount, ReadMethod.AUTO, SECONDS_30);
    }

    static ReadRequest streak(long firstLba, long sectorCount, int blockSectors) {
        return new ReadRequest(firstLba, sectorCount, blockSectors, ReadMethod.AUTO, SECONDS_30, 0);
    }
}
