package org.salvor.drive.ide;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.salvor.ata.Protocol;
import org.salvor.ata.Registers;
import org.salvor.ata.Status;
import org.salvor.ata.TaskFile;
import org.salvor.drive.Clock;
import org.salvor.drive.CommandOutcome;
import org.salvor.drive.Pace;
import org.salvor.drive.ResetOutcome;
import org.salvor.drive.TimeoutFloor;

/**
 * One drive on a channel, without interrupts: writes task files, polls the status to a deadline and moves data by PIO. A command is only ever written while
 * the drive is idle, BSY and DRQ clear: what an earlier, late command still brings is waited for and dropped before, and cannot be taken for the next
 * command's answer. Thread of its owner, except {@link #stop()}.
 */
final class Channel {
    static final String ABSENT = "No drive answers on this channel: check its power, its cable and its master or slave setting.";
    private static final String BUSY = "The drive is still busy with an earlier command.";
    private static final String STOPPED = "The drive was closed.";
    private static final int NO_INTERRUPTS = 0x02;
    private static final int SRST = 0x04;
    private static final int HOB = 0x80;
    private static final int SECOND_DRIVE = 0x10;
    /** Bits 7 and 5 of the device register were fixed to 1 in drives before ATA-4. */
    private static final int OBSOLETE = 0xA0;
    private static final int BLOCK = 512;
    private static final long MILLI = 1_000_000;
    private static final long SRST_HOLD_NANOS = 10_000;
    private static final long SRST_QUIET_NANOS = 2 * MILLI;
    /** Reads of the alternate status that last 400 ns on any bus, the time that a drive has to set BSY. */
    private static final int SETTLING_READS = 4;
    private static final int HASTY_POLLS = 16;
    private static final long FIRST_SLEEP_NANOS = 20_000;
    private static final long LAST_SLEEP_NANOS = 500_000;
    private static final int TIMED_OUT = -1;

    private final RegisterFile file;
    private final int select;
    private final Clock clock;
    private final Pace pace;
    private final MemorySegment bin = MemorySegment.ofArray(new short[BLOCK / Short.BYTES]);
    private int sectorBytes = BLOCK;
    private int multipleSectors;
    private long arrivedBytes;
    private volatile boolean stopped;

    /** @param device 0 for the first drive of the channel (master), 1 for the second (slave) */
    Channel(RegisterFile file, int device, Clock clock) {
        this.file = file;
        this.select = OBSOLETE | (device == 0 ? 0 : SECOND_DRIVE);
        this.clock = clock;
        pace = new Pace(clock);
        file.control(NO_INTERRUPTS);
    }

    /** How much a DRQ block of a read carries: one sector, or that many of READ MULTIPLE. */
    void blocks(int bytesOfASector, int sectorsOfAMultiple) {
        sectorBytes = bytesOfASector;
        multipleSectors = sectorsOfAMultiple;
    }

    /** Bytes that came, or went, in whole DRQ blocks of the last command whose status showed no error. */
    long arrivedBytes() {
        return arrivedBytes;
    }

    /** Ends every wait at once, and lets no further command out. Any thread. */
    void stop() {
        stopped = true;
    }

    /** The shortest deadline that is kept here, by the time that one look at the drive takes, sleep and all. */
    TimeoutFloor measuredFloor() {
        long before = clock.nanos();
        clock.sleep(LAST_SLEEP_NANOS);
        settle();
        long nanos = clock.nanos() - before;
        return new TimeoutFloor(1 + (nanos + MILLI - 1) / MILLI, "a look at the status register took %d µs here".formatted(nanos / 1000));
    }

    /** As {@link org.salvor.drive.AtaPort#execute}. */
    CommandOutcome execute(TaskFile taskFile, Protocol protocol, MemorySegment data, long timeoutMillis) {
        arrivedBytes = 0;
        long sent = clock.nanos();
        long deadline = deadline(timeoutMillis);
        switch (protocol) {
        case DMA_IN, DMA_OUT, FPDMA_IN, FPDMA_OUT -> {
            return new CommandOutcome.Unavailable("This transport moves data by PIO only; send the PIO form of the command.");
        }
        case NON_DATA, PIO_IN, PIO_OUT, DIAGNOSTIC, RESET -> {
            String obstacle = protocol == Protocol.RESET ? selected() : idle(deadline);
            if (!obstacle.isEmpty()) {
                return new CommandOutcome.Unavailable(obstacle);
            }
        }
        }
        start(taskFile);
        if (protocol == Protocol.DIAGNOSTIC || protocol == Protocol.RESET) {
            clock.sleep(SRST_QUIET_NANOS);
        }
        int status = switch (protocol) {
        case PIO_IN -> takeBlocks(taskFile, data, deadline);
        case PIO_OUT -> giveBlocks(data, deadline);
        default -> await(deadline);
        };
        if (status == TIMED_OUT) {
            return new CommandOutcome.TimedOut(clock.nanos() - sent);
        }
        if (floating(status)) {
            return new CommandOutcome.Unavailable(ABSENT);
        }
        Registers end = registers(status, taskFile.extended());
        if (protocol == Protocol.DIAGNOSTIC) {
            selected(); // it leaves the first drive selected
        }
        return new CommandOutcome.Ended(end, clock.nanos() - sent);
    }

    /** SRST, which resets both drives of the channel, and waits for this one. */
    ResetOutcome softReset(long readyMillis) {
        long sent = clock.nanos();
        long deadline = deadline(readyMillis);
        file.control(NO_INTERRUPTS | SRST);
        clock.sleep(SRST_HOLD_NANOS);
        file.control(NO_INTERRUPTS);
        clock.sleep(SRST_QUIET_NANOS);
        return ready(sent, deadline);
    }

    /** Waits until the drive takes commands. */
    ResetOutcome awaitReady(long readyMillis) {
        return ready(clock.nanos(), deadline(readyMillis));
    }

    private ResetOutcome ready(long sent, long deadline) {
        int status = await(deadline); // after SRST that is the first drive's, which holds the bus
        while (status != TIMED_OUT) {
            selected();
            status = await(deadline);
            if (status != TIMED_OUT && !floating(status) && (status & (Status.DRDY | Status.DRQ)) == Status.DRDY) {
                return new ResetOutcome.Ready(clock.nanos() - sent);
            }
            if (status != TIMED_OUT && (clock.nanos() >= deadline || stopped)) {
                break;
            }
            if (status != TIMED_OUT && (status & Status.DRQ) != 0 && !floating(status)) {
                file.dataIn(bin);
            } else {
                clock.sleep(LAST_SLEEP_NANOS);
            }
        }
        long elapsed = clock.nanos() - sent;
        int last = file.alternateStatus();
        return floating(last) || last == 0 ? new ResetOutcome.Gone(ABSENT, elapsed)
                : new ResetOutcome.StillBusy(
                        (last & Status.BSY) != 0 ? "BSY stays set." : "DRDY stays clear: status %02Xh.".formatted(last), elapsed);
    }

    /** Waits until no command runs and selects the drive; what a late one still brings is dropped. Empty when commands can be written. */
    private String idle(long deadline) {
        String absent = selected();
        if (!absent.isEmpty()) {
            return absent;
        }
        int status = await(deadline);
        while (status != TIMED_OUT && (status & Status.DRQ) != 0) {
            if (floating(status)) {
                return ABSENT;
            }
            file.dataIn(bin);
            settle();
            status = clock.nanos() >= deadline ? TIMED_OUT : await(deadline);
        }
        return stopped ? STOPPED : status == TIMED_OUT ? BUSY : "";
    }

    /** Selects the drive; empty, or why nothing can be sent to it. */
    private String selected() {
        if (stopped) {
            return STOPPED;
        }
        file.write(Register.DEVICE, select);
        settle();
        int status = file.alternateStatus();
        return floating(status) || status == 0 ? ABSENT : "";
    }

    private void start(TaskFile taskFile) {
        long lba = taskFile.lba();
        if (taskFile.extended()) {
            set(taskFile.feature() >> 8, taskFile.count() >> 8, lba >> 24);
        }
        set(taskFile.feature(), taskFile.count(), lba);
        file.write(Register.DEVICE, taskFile.deviceRegister() & ~SECOND_DRIVE | select);
        file.write(Register.STATUS_COMMAND, taskFile.command());
        settle();
    }

    private void set(int feature, int count, long lba) {
        file.write(Register.ERROR_FEATURE, feature & 0xFF);
        file.write(Register.COUNT, count & 0xFF);
        file.write(Register.LBA_LOW, (int) lba & 0xFF);
        file.write(Register.LBA_MID, (int) (lba >> 8) & 0xFF);
        file.write(Register.LBA_HIGH, (int) (lba >> 16) & 0xFF);
    }

    /** Takes DRQ blocks until the command ends; the status at its end. A block that comes with an error, or that nobody asked for, is dropped. */
    private int takeBlocks(TaskFile taskFile, MemorySegment data, long deadline) {
        int block = blockBytes(taskFile);
        boolean longRead = taskFile.command() == 0x22 || taskFile.command() == 0x23;
        boolean broken = false;
        while (true) {
            int status = await(deadline);
            if (status == TIMED_OUT || floating(status) || (status & Status.DRQ) == 0) {
                return status;
            }
            broken |= (status & (Status.ERR | Status.DF)) != 0;
            long room = data.byteSize() - arrivedBytes;
            if (broken || room < 2) {
                file.dataIn(bin);
            } else if (longRead) {
                takeLong(data);
            } else {
                long bytes = Math.min(block, room) & ~1L;
                file.dataIn(data.asSlice(arrivedBytes, bytes));
                arrivedBytes += bytes;
            }
            settle();
            if (clock.nanos() >= deadline && (file.alternateStatus() & (Status.BSY | Status.DRQ)) != 0) {
                return TIMED_OUT;
            }
        }
    }

    /** A sector in words, then its ECC bytes one by one for as long as the drive has more (ATA-3, 7.15). */
    private void takeLong(MemorySegment data) {
        long words = Math.min(sectorBytes, data.byteSize());
        file.dataIn(data.asSlice(0, words));
        arrivedBytes = words;
        settle();
        while (arrivedBytes < data.byteSize() && (file.alternateStatus() & (Status.BSY | Status.DRQ)) == Status.DRQ) {
            data.set(ValueLayout.JAVA_BYTE, arrivedBytes++, (byte) file.dataByte());
        }
    }

    private int giveBlocks(MemorySegment data, long deadline) {
        while (true) {
            int status = await(deadline);
            boolean wants = status != TIMED_OUT && !floating(status) && (status & (Status.DRQ | Status.ERR | Status.DF)) == Status.DRQ;
            if (!wants || arrivedBytes >= data.byteSize()) {
                return wants ? TIMED_OUT : status; // a drive that wants more than there is waits for a reset
            }
            long bytes = Math.min(BLOCK, data.byteSize() - arrivedBytes);
            file.dataOut(data.asSlice(arrivedBytes, bytes));
            arrivedBytes += bytes;
            settle();
        }
    }

    private int blockBytes(TaskFile taskFile) {
        return switch (taskFile.command()) {
        case 0x20, 0x21, 0x24 -> sectorBytes;
        case 0xC4, 0x29 -> Math.max(1, multipleSectors) * sectorBytes;
        default -> BLOCK;
        };
    }

    /** Waits until BSY is clear; the status then, or {@link #TIMED_OUT}. */
    private int await(long deadline) {
        long pause = FIRST_SLEEP_NANOS;
        for (int polls = 1;; polls++) {
            long now = clock.nanos(); // before the look, so that what came in time is seen
            int status = file.read(Register.STATUS_COMMAND);
            if ((status & Status.BSY) == 0 || floating(status)) {
                return status;
            }
            if (now >= deadline || stopped || Thread.currentThread().isInterrupted()) {
                return TIMED_OUT;
            }
            if (polls > HASTY_POLLS) {
                pace.sleepTowards(deadline, now, pause);
                pause = Math.min(pause * 2, LAST_SLEEP_NANOS);
            }
        }
    }

    private Registers registers(int status, boolean extended) {
        int error = file.read(Register.ERROR_FEATURE);
        int device = file.read(Register.DEVICE);
        int count = file.read(Register.COUNT);
        long lba = lba();
        if (extended) {
            file.control(NO_INTERRUPTS | HOB);
            count |= file.read(Register.COUNT) << 8;
            lba |= lba() << 24;
            file.control(NO_INTERRUPTS);
        } else {
            lba |= (long) (device & 0x0F) << 24;
        }
        return new Registers(status, error, count, lba, device);
    }

    private long lba() {
        return file.read(Register.LBA_LOW) | file.read(Register.LBA_MID) << 8 | (long) file.read(Register.LBA_HIGH) << 16;
    }

    private void settle() {
        for (int reads = 0; reads < SETTLING_READS; reads++) {
            file.alternateStatus();
        }
    }

    /** A bus that nobody drives reads as ones, or with bit 7 pulled down (as some adapters do). */
    private static boolean floating(int status) {
        return status == 0xFF || status == 0x7F;
    }

    private long deadline(long timeoutMillis) {
        long now = clock.nanos();
        return timeoutMillis > (Long.MAX_VALUE - now) / MILLI ? Long.MAX_VALUE - 1 : now + timeoutMillis * MILLI;
    }
}
