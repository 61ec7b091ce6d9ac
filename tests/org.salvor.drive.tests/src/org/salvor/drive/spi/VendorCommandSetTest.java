package org.salvor.drive.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.salvor.ata.AtaCommand;
import org.salvor.ata.Effect;
import org.salvor.ata.Protocol;
import org.salvor.ata.TaskFile;
import org.salvor.drive.DriveIdentity;
import org.salvor.testkit.VendorCommandSetContract;

/** The contract of vendor command sets on a documented command of one maker, and that it notices bad sets. */
class VendorCommandSetTest extends VendorCommandSetContract {
    private static final AtaCommand OPEN = new AtaCommand(new TaskFile(0x80, 0x45, 0, 0x574400, 0xA0, false), Protocol.NON_DATA, 0);
    private static final AtaCommand KEY = new AtaCommand(TaskFile.of28(0xB0, 0xD6, 1, 0xC24FBE), Protocol.PIO_OUT, 512);
    private static final AtaCommand DATA_IN = new AtaCommand(TaskFile.of28(0xB0, 0xD5, 1, 0xC24FBF), Protocol.PIO_IN, 512);

    private static class ReadModule implements VendorCommand {

        @Override
        public String name() {
            return "read-module";
        }

        @Override
        public String sentence() {
            return "Asks for a module of the drive's firmware.";
        }

        @Override
        public Effect effect() {
            return Effect.READS;
        }

        @Override
        public List<String> arguments() {
            return List.of("moduleId");
        }

        @Override
        public List<VendorFrame> frames(long... values) {
            if (values.length != 1 || values[0] < 0 || values[0] > 0xFFFF) {
                throw new IllegalArgumentException("The command read-module takes the number of a module, 0 to 65535.");
            }
            byte[] key = { 8, 0, 1, 0, (byte) values[0], (byte) (values[0] >> 8) };
            return List.of(new VendorFrame(OPEN), new VendorFrame(KEY, Arrays.copyOf(key, 512)), new VendorFrame(DATA_IN));
        }
    }

    private record Modules(List<VendorCommand> commands) implements VendorCommandSet {

        @Override
        public String name() {
            return "example-modules";
        }

        @Override
        public boolean suits(DriveIdentity identity) {
            return identity.model().startsWith("EXAMPLE ");
        }
    }

    @Override
    protected VendorCommandSet commandSet() {
        return new Modules(List.of(new ReadModule()));
    }

    @Override
    protected long[] someArguments(VendorCommand command) {
        return new long[] { 0x32 };
    }

    @Override
    protected DriveIdentity suitableDrive() {
        return new DriveIdentity("EXAMPLE ONE", "S", "F", 1000, 512, 512);
    }

    @Test
    void aFrameTakesExactlyTheDataOfItsCommand() {
        assertThatThrownBy(() -> new VendorFrame(KEY)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new VendorFrame(OPEN, new byte[512])).isInstanceOf(IllegalArgumentException.class);
        byte[] data = new byte[512];
        VendorFrame frame = new VendorFrame(KEY, data);
        data[0] = 1;
        frame.dataOut()[0] = 1;
        assertThat(frame).isEqualTo(new VendorFrame(KEY, new byte[512])).hasSameHashCodeAs(new VendorFrame(KEY, new byte[512]));
    }

    @Test
    void theContractNoticesASetThatHidesAWrite() {
        VendorCommandSetContract hiding = contract(new ReadModule() {
            @Override
            public List<VendorFrame> frames(long... values) {
                return List.of(new VendorFrame(new AtaCommand(TaskFile.of28(0x30, 0, 1, 0), Protocol.PIO_OUT, 512), new byte[512]));
            }
        });
        assertThatThrownBy(hiding::noCommandClaimsLessThanTheCatalogueKnows).isInstanceOf(AssertionError.class);
        assertThatThrownBy(hiding::tooFewOrTooManyArgumentsAreRefusedInWords).isInstanceOf(AssertionError.class);
    }

    @Test
    void theContractNoticesACommandOfUnknownEffect() {
        VendorCommandSetContract unknown = contract(new ReadModule() {
            @Override
            public Effect effect() {
                return Effect.UNKNOWN;
            }
        });
        assertThatThrownBy(unknown::everyCommandSaysWhatItDoesToTheDrive).isInstanceOf(AssertionError.class);
    }

    @Test
    void theContractNoticesACommandThatChangesFromCallToCall() {
        VendorCommandSetContract changing = contract(new ReadModule() {
            private int calls;

            @Override
            public List<VendorFrame> frames(long... values) {
                return super.frames(values[0] + calls++);
            }
        });
        assertThatThrownBy(changing::theSameArgumentsGiveTheSameFrames).isInstanceOf(AssertionError.class);
    }

    private VendorCommandSetContract contract(VendorCommand command) {
        return new VendorCommandSetContract() {
            @Override
            protected VendorCommandSet commandSet() {
                return new Modules(List.of(command));
            }

            @Override
            protected long[] someArguments(VendorCommand of) {
                return new long[] { 0x32 };
            }

            @Override
            protected DriveIdentity suitableDrive() {
                return VendorCommandSetTest.this.suitableDrive();
            }
        };
    }
}
