package org.salvor.drive.ide;

import org.junit.jupiter.api.Nested;
import org.salvor.drive.Drive;
import org.salvor.testkit.DriveContract;

/** Drives behind a legacy controller keep what every drive promises. */
class IdeDriveContractTest {

    private abstract static class Behind extends DriveContract {
        private final String address;
        private Rig rig;

        Behind(String address) {
            this.address = address;
        }

        @Override
        protected Drive open() throws Exception {
            rig = new Rig(address);
            return rig.drive;
        }

        @Override
        protected byte[] sector(long lba) throws Exception {
            return Rig.hardware(address).truth().bytes(lba);
        }
    }

    @Nested
    class Modern extends Behind {
        Modern() {
            super("sim:healthy?size=64MiB");
        }
    }

    @Nested
    class Old extends Behind {
        Old() {
            super("sim:healthy?size=64MiB&lba=28");
        }
    }

    @Nested
    class LargeSectors extends Behind {
        LargeSectors() {
            super("sim:healthy?size=64MiB&sector=4kn");
        }
    }
}
