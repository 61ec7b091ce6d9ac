package org.salvor.drive.file;

import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.salvor.drive.Drive;
import org.salvor.drive.spi.DriveAddress;
import org.salvor.drive.spi.DriveContext;
import org.salvor.drive.spi.DriveListing;
import org.salvor.drive.spi.DriveOpenException;
import org.salvor.drive.spi.DriveProvider;
import org.salvor.linux.BlockDevices;

/** Opens {@code file:PATH}: an image, or a device named by its path. Any thread. */
@Component
public final class FileDriveProvider implements DriveProvider {
    private final BlockDevices devices;

    /** Opens files of this machine. */
    @Activate
    public FileDriveProvider() {
        this(BlockDevices.ofThisMachine());
    }

    FileDriveProvider(BlockDevices devices) {
        this.devices = devices;
    }

    @Override
    public String scheme() {
        return "file";
    }

    /** Nothing: files are not looked for. */
    @Override
    public List<DriveListing> list() {
        return List.of();
    }

    @Override
    public Drive open(DriveAddress address, DriveContext context) throws DriveOpenException {
        return FileDrive.open(new SourceOpener(address, devices, false), context.clock());
    }
}
