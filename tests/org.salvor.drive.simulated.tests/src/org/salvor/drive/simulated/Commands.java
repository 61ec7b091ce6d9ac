package org.salvor.drive.simulated;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.MemorySegment;
import org.salvor.ata.AtaCommand;
import org.salvor.ata.IdentifyDevice;
import org.salvor.ata.Protocol;
import org.salvor.ata.Registers;
import org.salvor.ata.TaskFile;
import org.salvor.drive.CommandOutcome;
import org.salvor.drive.ReadMethod;
import org.salvor.drive.ReadOutcome;
import org.salvor.drive.ReadRequest;

/** What the tests here send to a simulated drive. */
final class Commands {
    static final long MILLI = 1_000_000;
    static final long SECOND = 1_000_000_000;
    static final long TIMEOUT_MILLIS = 60_000;

    private Commands() {
    }

    static ReadOutcome read(SimulatedDrive drive, long lba, int sectors) {
        return read(drive, lba, sectors, ReadMethod.AUTO);
    }

    static ReadOutcome read(SimulatedDrive drive, long lba, int sectors, ReadMethod method) {
        MemorySegment buffer = MemorySegment.ofArray(new byte[sectors * drive.identity().sectorBytes()]);
        return drive.read(ReadRequest.of(lba, sectors, method, TIMEOUT_MILLIS), buffer);
    }

    /** Time of one read. */
    static long nanos(SimulatedDrive drive, long lba, int sectors) {
        long before = drive.clock().nanos();
        read(drive, lba, sectors);
        return drive.clock().nanos() - before;
    }

    static Registers send(SimulatedDrive drive, AtaCommand command, MemorySegment data) {
        CommandOutcome outcome = drive.ataPort().orElseThrow().execute(command.taskFile(), command.protocol(), data, TIMEOUT_MILLIS);
        assertThat(outcome).as(command.name()).isInstanceOf(CommandOutcome.Ended.class);
        return ((CommandOutcome.Ended) outcome).registers();
    }

    static Registers send(SimulatedDrive drive, AtaCommand command) {
        return send(drive, command, MemorySegment.NULL);
    }

    /** The data of a command that ends well. */
    static MemorySegment fetch(SimulatedDrive drive, AtaCommand command) {
        MemorySegment data = MemorySegment.ofArray(new byte[command.dataBytes()]);
        assertThat(send(drive, command, data).failed()).as(command.name()).isFalse();
        return data;
    }

    /** Sends a frame straight to the drive, past the gate, and waits for its end. */
    static Registers force(SimulatedDrive drive, TaskFile taskFile, byte... dataOut) {
        MemorySegment data = dataOut.length == 0 ? MemorySegment.NULL : MemorySegment.ofArray(dataOut);
        Course course = drive.hardware().start(taskFile, data, drive.clock().nanos());
        drive.clock().sleep(course.endNanos() - drive.clock().nanos());
        return course.registers();
    }

    static IdentifyDevice identify(SimulatedDrive drive) throws Exception {
        MemorySegment page = MemorySegment.ofArray(new byte[IdentifyDevice.BYTES]);
        CommandOutcome outcome = drive.ataPort().orElseThrow().execute(TaskFile.of(0xEC), Protocol.PIO_IN, page, TIMEOUT_MILLIS);
        assertThat(outcome).isInstanceOf(CommandOutcome.Ended.class);
        return IdentifyDevice.decode(page);
    }

    /** Off for a while, on, and waited for. */
    static void powerCycle(SimulatedDrive drive) {
        drive.off();
        drive.clock().sleep(3 * SECOND);
        drive.on();
        drive.awaitReady(TIMEOUT_MILLIS);
    }

    /** First sector of a drive, behind its first hundred, that never reads. */
    static long firstUnreadable(SimulatedDrive drive) {
        DriveTruth truth = drive.truth();
        long lba = truth.nextNotReadable(100);
        while (truth.fate(lba) != SectorFate.UNREADABLE) {
            lba = truth.nextNotReadable(truth.fateEnd(lba));
        }
        return lba;
    }
}
