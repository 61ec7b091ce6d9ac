package org.salvor.drive.simulated;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.salvor.ata.AtaCommand;
import org.salvor.ata.DriveCommands;
import org.salvor.ata.PhysicalElementStatus;
import org.salvor.ata.PhysicalElementStatus.Condition;
import org.salvor.ata.PhysicalElementStatus.Element;
import org.salvor.ata.Protocol;
import org.salvor.ata.TaskFile;

/** GET PHYSICAL ELEMENT STATUS from the command to its decoded answer. */
class PhysicalElementsTest {

    private static PhysicalElementStatus status(SimulatedDrive drive, AtaCommand command) throws Exception {
        MemorySegment answer = MemorySegment.ofArray(new byte[command.dataBytes()]);
        assertThat(Commands.send(drive, command, answer).failed()).isFalse();
        return PhysicalElementStatus.decode(answer);
    }

    @Test
    void eachHeadIsAnElementWithTheSectorsThatItReads() throws Exception {
        try (SimulatedDrive drive = SimulatedDrive.open("sim:healthy?size=64MiB&heads=3")) {
            PhysicalElementStatus status = status(drive, DriveCommands.physicalElementStatus(1));
            long[] sectors = new long[3];
            for (long lba = 0; lba < drive.identity().sectorCount(); lba++) {
                sectors[drive.truth().head(lba)]++;
            }
            assertThat(status.elements()).extracting(Element::identifier).containsExactly(1L, 2L, 3L);
            assertThat(status.elements().stream().mapToLong(Element::sectors).toArray()).isEqualTo(sectors);
            assertThat(Arrays.stream(sectors).sum()).isEqualTo(drive.identity().sectorCount());
            assertThat(status.elements()).allMatch(element -> element.condition() == Condition.WITHIN_LIMITS);
        }
    }

    @Test
    void aWeakAndADeadHeadAreOutsideTheirLimits() throws Exception {
        try (SimulatedDrive drive = SimulatedDrive.open("sim:weak-head?size=64MiB&heads=4&weak-head=2&dead-head=0")) {
            PhysicalElementStatus all = status(drive, DriveCommands.physicalElementStatus(1));
            assertThat(all.elements()).filteredOn(element -> element.condition() == Condition.OUTSIDE_LIMITS)
                    .extracting(Element::identifier).containsExactly(1L, 3L);
            PhysicalElementStatus outside = status(drive, new AtaCommand(TaskFile.of48(0x12, 0x4000, 1, 0), Protocol.DMA_IN, 512));
            assertThat(outside.elements()).extracting(Element::identifier).containsExactly(1L, 3L);
        }
    }

    @Test
    void moreElementsThanFitAreCountedAndAskedForByTheirNumber() throws Exception {
        try (SimulatedDrive drive = SimulatedDrive.open("sim:healthy?size=64MiB&heads=20")) {
            PhysicalElementStatus first = status(drive, DriveCommands.physicalElementStatus(1));
            assertThat(first.total()).isEqualTo(20);
            assertThat(first.elements()).hasSize(15);
            PhysicalElementStatus rest = status(drive, new AtaCommand(TaskFile.of48(0x12, 0, 1, 16), Protocol.DMA_IN, 512));
            assertThat(rest.elements()).extracting(Element::identifier).containsExactly(16L, 17L, 18L, 19L, 20L);
        }
    }
}
