package org.salvor.drive.simulated;

import java.util.List;
import org.osgi.service.component.annotations.Component;
import org.salvor.drive.Drive;
import org.salvor.drive.spi.DriveAddress;
import org.salvor.drive.spi.DriveContext;
import org.salvor.drive.spi.DriveListing;
import org.salvor.drive.spi.DriveOpenException;
import org.salvor.drive.spi.DriveProvider;
import org.salvor.drive.spi.DriveTemplate;
import org.salvor.drive.spi.DriveTemplate;

/** The transport {@code sim}. Its addresses are described at {@link DriveSetup}. */
@Component(service = DriveProvider.class)
public final class SimulatedDriveProvider implements DriveProvider {
    static final String SCHEME = "sim";

    @Override
    public String scheme() {
        return SCHEME;
    }

    /** None: a simulated drive is there when somebody asks for it. */
    @Override
    public List<DriveListing> list() {
        return List.of();
    }

    @Override
    public List<DriveTemplate> templates() {
        return Profiles.list().stream().map(profile -> new DriveTemplate(profile.name(), profile.sentence(), Profiles.numbers(profile)))
                .toList();
    }

    @Override
    public boolean opensQuietly() {
        return true;
    }

    @Override
    public Drive open(DriveAddress address, DriveContext context) throws DriveOpenException {
        return SimulatedDrive.open(DriveSetup.of(address), context);
    }
}
