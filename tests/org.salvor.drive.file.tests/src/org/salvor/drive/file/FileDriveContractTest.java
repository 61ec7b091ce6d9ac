package org.salvor.drive.file;

import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.salvor.drive.Drive;
import org.salvor.testkit.DriveContract;
import org.salvor.testkit.rig.NamedSectors;

class FileDriveContractTest extends DriveContract {
    private static final NamedSectors CONTENT = new NamedSectors(3, 512);

    @TempDir
    Path folder;

    @Override
    protected Drive open() throws Exception {
        Path image = folder.resolve("disk.img");
        return Sources.open(Files.exists(image) ? image : CONTENT.write(image, 4000));
    }

    @Override
    protected byte[] sector(long lba) {
        byte[] bytes = new byte[512];
        CONTENT.fill(MemorySegment.ofArray(bytes), lba, 1);
        return bytes;
    }
}
