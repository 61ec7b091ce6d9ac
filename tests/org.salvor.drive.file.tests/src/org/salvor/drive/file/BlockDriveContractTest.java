package org.salvor.drive.file;

import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.salvor.drive.Drive;
import org.salvor.testkit.DriveContract;
import org.salvor.testkit.rig.LoopDevice;
import org.salvor.testkit.rig.NamedSectors;

/** A loop device with 4096-byte sectors. */
class BlockDriveContractTest extends DriveContract {
    private static final NamedSectors CONTENT = new NamedSectors(4, 4096);

    @TempDir
    Path folder;

    private LoopDevice loop;

    @AfterEach
    void detach() {
        if (loop != null) {
            loop.close();
        }
    }

    @Override
    protected Drive open() throws Exception {
        if (loop == null) {
            loop = LoopDevice.readOnly(CONTENT.write(folder.resolve("disk.img"), 500), 4096);
        }
        return Sources.open("block:" + loop.node());
    }

    @Override
    protected byte[] sector(long lba) {
        byte[] bytes = new byte[4096];
        CONTENT.fill(MemorySegment.ofArray(bytes), lba, 1);
        return bytes;
    }
}
