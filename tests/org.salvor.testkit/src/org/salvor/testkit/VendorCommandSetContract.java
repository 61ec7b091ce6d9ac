package org.salvor.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.MemorySegment;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.salvor.ata.CommandCatalogue;
import org.salvor.ata.Effect;
import org.salvor.drive.CommandGate;
import org.salvor.drive.DriveIdentity;
import org.salvor.drive.spi.VendorCommand;
import org.salvor.drive.spi.VendorCommandSet;
import org.salvor.drive.spi.VendorFrame;

/** What every {@link VendorCommandSet} keeps. */
public abstract class VendorCommandSetContract {

    /** The set under test. */
    protected abstract VendorCommandSet commandSet();

    /** Arguments that the command takes. */
    protected abstract long[] someArguments(VendorCommand command);

    /** A drive that understands the set. */
    protected abstract DriveIdentity suitableDrive();

    @Test
    public void namesAreFitForPlansAndNeverGivenTwice() {
        assertThat(commandSet().name()).matches("[a-z][a-z0-9-]*");
        assertThat(commandSet().commands()).isNotEmpty().extracting(VendorCommand::name).doesNotHaveDuplicates()
                .allMatch(name -> name.matches("[a-z][a-z0-9-]*"));
    }

    @Test
    public void everyCommandSaysWhatItDoesToTheDrive() {
        for (VendorCommand command : commandSet().commands()) {
            assertThat(command.sentence()).as(command.name()).isNotBlank().endsWith(".");
            assertThat(command.effect()).as(command.name()).isNotEqualTo(Effect.UNKNOWN);
        }
    }

    @Test
    public void theSameArgumentsGiveTheSameFrames() {
        for (VendorCommand command : commandSet().commands()) {
            List<VendorFrame> frames = command.frames(someArguments(command));
            assertThat(frames).as(command.name()).isNotEmpty().isEqualTo(command.frames(someArguments(command)));
        }
    }

    @Test
    public void tooFewOrTooManyArgumentsAreRefusedInWords() {
        for (VendorCommand command : commandSet().commands()) {
            assertThatThrownBy(() -> command.frames(new long[command.arguments().size() + 1])).as(command.name())
                    .isInstanceOf(IllegalArgumentException.class).hasMessageEndingWith(".");
        }
    }

    @Test
    public void noFramePassesTheGateBeforeItIsOpenedUnlessItOnlyReads() {
        for (VendorCommand command : commandSet().commands()) {
            for (VendorFrame frame : command.frames(someArguments(command))) {
                boolean passes = passes(CommandGate.readOnly(), frame);
                boolean harmless = command.effect() == Effect.READS || command.effect() == Effect.CHANGES_VOLATILE;
                assertThat(passes && !harmless).as(command.name()).isFalse();
            }
        }
    }

    @Test
    public void openingTheFramesOfACommandOpensThatCommand() {
        for (VendorCommand command : commandSet().commands()) {
            CommandGate gate = CommandGate.readOnly();
            for (VendorFrame frame : command.frames(someArguments(command))) {
                gate = gate.withFrame(frame.command().taskFile(), frame.command().protocol(), MemorySegment.ofArray(frame.dataOut()));
                assertThat(passes(gate, frame)).as(command.name()).isTrue();
            }
        }
    }

    @Test
    public void noCommandClaimsLessThanTheCatalogueKnows() {
        for (VendorCommand command : commandSet().commands()) {
            for (VendorFrame frame : command.frames(someArguments(command))) {
                Effect known = CommandCatalogue.effectOf(frame.command().taskFile(), frame.command().protocol(),
                        MemorySegment.ofArray(frame.dataOut()));
                assertThat(known == Effect.UNKNOWN || known.compareTo(command.effect()) <= 0).as("%s is known as %s", command.name(), known)
                        .isTrue();
            }
        }
    }

    @Test
    public void suitsItsOwnDrivesAndNoNamelessOne() {
        assertThat(commandSet().suits(suitableDrive())).isTrue();
        assertThat(commandSet().suits(new DriveIdentity("unnamed drive", "", "", 0, 512, 512))).isFalse();
    }

    private static boolean passes(CommandGate gate, VendorFrame frame) {
        return gate.letsOut(frame.command().taskFile(), frame.command().protocol(), MemorySegment.ofArray(frame.dataOut()));
    }
}
