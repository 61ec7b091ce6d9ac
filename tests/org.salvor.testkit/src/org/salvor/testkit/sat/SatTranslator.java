package org.salvor.testkit.sat;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Optional;
import org.salvor.ata.AtaFormatException;
import org.salvor.ata.ErrorBits;
import org.salvor.ata.Registers;
import org.salvor.ata.SatCdb;
import org.salvor.ata.SenseData;
import org.salvor.ata.SenseKey;
import org.salvor.ata.Status;
import org.salvor.ata.TaskFile;
import org.salvor.drive.simulated.Course;
import org.salvor.drive.simulated.DriveHardware;

/**
 * A translator as SAT-4 describes it, before a simulated drive: SCSI commands in, task files to the drive, status, sense data and bytes out. Time is
 * told to it with every call. One command at a time, one thread.
 */
public final class SatTranslator {
    private static final int CHECK_CONDITION = 2;
    private static final byte[] NOTHING = {};
    private final DriveHardware hardware;
    private final SatPages pages;
    private final boolean ata;
    private boolean successInDescriptors;
    private boolean descriptorSense;
    private boolean attention;
    private long commands;

    /** @param descriptorSense whether D_SENSE is set from the beginning; the kernel's own translator begins without */
    public SatTranslator(DriveHardware hardware, boolean descriptorSense) {
        this(hardware, descriptorSense, true);
    }

    private SatTranslator(DriveHardware hardware, boolean descriptorSense, boolean ata) {
        this.hardware = hardware;
        this.descriptorSense = descriptorSense;
        this.ata = ata;
        pages = new SatPages(hardware, ata ? "ATA" : "SALVOR");
    }

    /** One that hides that there is an ATA drive: it takes no ATA command and names another vendor, as a SCSI drive would. */
    public static SatTranslator scsi(DriveHardware hardware) {
        return new SatTranslator(hardware, false, false);
    }

    /** One that gives descriptors for what ended well whatever D_SENSE says, and for errors only with it, as the kernel's own does (Linux 6.1). */
    public static SatTranslator libata(DriveHardware hardware) {
        SatTranslator translator = new SatTranslator(hardware, false);
        translator.successInDescriptors = true;
        return translator;
    }

    /** The drive behind it. */
    public DriveHardware hardware() {
        return hardware;
    }

    /** Commands taken so far. */
    public long commands() {
        return commands;
    }

    /** Tells the next command that there was a reset, instead of executing it. */
    public void reportReset() {
        attention = true;
    }

    /**
     * How a command ends.
     *
     * @param endNanos when; {@link DriveHardware#NEVER} when the drive hangs
     * @param status SCSI status
     * @param sense sense bytes, empty for none
     * @param answer bytes of an answer that does not come from the medium; empty for none
     * @param course of the drive's command whose data come; null for none
     */
    public record Ending(long endNanos, int status, byte[] sense, byte[] answer, Course course) {

        /** Puts the data of a command that ended well into memory, as much as fits; the number of bytes. */
        public long deliver(DriveHardware hardware, MemorySegment into) {
            if (course != null && status == 0) {
                hardware.deliver(course, into);
                return Math.min(course.dataBytes(), into.byteSize());
            }
            long length = Math.min(answer.length, into.byteSize());
            MemorySegment.copy(MemorySegment.ofArray(answer), 0, into, 0, length);
            return length;
        }
    }

    /**
     * Takes a command.
     *
     * @param dataOut bytes going out with it, {@link MemorySegment#NULL} for none
     */
    public Ending start(byte[] cdb, MemorySegment dataOut, long nowNanos) {
        commands++;
        int opcode = cdb[0] & 0xFF;
        if (attention && opcode != 0x12 && opcode != 0x03 && opcode != 0xA0) {
            attention = false;
            return failed(nowNanos, SenseData.of(descriptorSense, SenseKey.UNIT_ATTENTION, 0x29, 0x00));
        }
        if (SatCdb.isPassThrough(cdb)) {
            return ata ? passThrough(cdb, dataOut, nowNanos) : illegal(nowNanos, 0x20);
        }
        return switch (opcode) {
        case 0x00, 0x1B, 0x35, 0x91 -> answer(nowNanos, NOTHING);
        case 0x03 -> answer(nowNanos, SenseData.of((cdb[1] & 1) != 0, SenseKey.NO_SENSE, 0, 0).encode());
        case 0x12 -> (cdb[1] & 1) == 0 ? answer(nowNanos, pages.inquiry())
                : pages.vitalProductData(cdb[2] & 0xFF).map(page -> answer(nowNanos, page)).orElseGet(() -> illegal(nowNanos, 0x24));
        case 0x1A -> answer(nowNanos, pages.modeSense6(descriptorSense));
        case 0x5A -> answer(nowNanos, pages.modeSense10(descriptorSense));
        case 0x55 -> modeSelect(dataOut, nowNanos);
        case 0x25 -> answer(nowNanos, pages.capacity().encode10());
        case 0x3E -> readLong(number(cdb, 2, 4), (int) number(cdb, 7, 2), nowNanos);
        case 0x9E -> switch (cdb[1] & 0x1F) {
        case 0x10 -> answer(nowNanos, pages.capacity().encode16());
        case 0x11 -> readLong(number(cdb, 2, 8), (int) number(cdb, 12, 2), nowNanos);
        default -> illegal(nowNanos, 0x24);
        };
        case 0x08, 0x28, 0x88 -> sectors(cdb, 0x25, nowNanos);
        case 0x2F, 0x8F -> sectors(cdb, 0x42, nowNanos);
        default -> illegal(nowNanos, 0x20);
        };
    }

    private Ending answer(long nowNanos, byte[] bytes) {
        return new Ending(nowNanos, 0, NOTHING, bytes, null);
    }

    private Ending illegal(long nowNanos, int asc) {
        return failed(nowNanos, SenseData.of(descriptorSense, SenseKey.ILLEGAL_REQUEST, asc, 0));
    }

    private static Ending failed(long endNanos, SenseData sense) {
        return new Ending(endNanos, CHECK_CONDITION, sense.encode(), NOTHING, null);
    }

    /** A SCSI drive gives a sector with all its check bytes and insists on that length; the kernel's translator has no such command. */
    private Ending readLong(long lba, int length, long nowNanos) {
        int whole = 512 + hardware.truth().eccBytes(new byte[512]).length;
        if (ata) {
            return illegal(nowNanos, 0x20);
        }
        if (length != whole) {
            byte[] raw = SenseData.of(descriptorSense, SenseKey.ILLEGAL_REQUEST, 0x24, 0).withInformation(length - whole & 0xFFFF_FFFFL)
                    .encode();
            raw[2] |= 0x20;
            return new Ending(nowNanos, CHECK_CONDITION, raw, NOTHING, null);
        }
        Course all = begin(TaskFile.of28(0xEF, 0x44, 0, 0), MemorySegment.NULL, nowNanos);
        Course course = begin(TaskFile.of28(0x22, 0, 1, lba), MemorySegment.NULL, all.endNanos());
        return course.endNanos() != DriveHardware.NEVER && course.registers().failed()
                ? failed(course.endNanos(), sense(course.registers()).withInformation(lba))
                : new Ending(course.endNanos(), 0, NOTHING, NOTHING, course);
    }

    private Ending modeSelect(MemorySegment dataOut, long nowNanos) {
        if (dataOut.byteSize() != 20 || (dataOut.get(ValueLayout.JAVA_BYTE, 8) & 0x3F) != 0x0A) {
            return illegal(nowNanos, 0x26);
        }
        descriptorSense = (dataOut.get(ValueLayout.JAVA_BYTE, 10) & 4) != 0;
        return answer(nowNanos, NOTHING);
    }

    /** READ and VERIFY by 48-bit task files. */
    private Ending sectors(byte[] cdb, int command, long nowNanos) {
        long lba;
        long count;
        switch (cdb.length) {
        case 6 -> {
            lba = number(cdb, 1, 3) & 0x1F_FFFF;
            count = cdb[4] == 0 ? 256 : cdb[4] & 0xFF;
        }
        case 10 -> {
            lba = number(cdb, 2, 4);
            count = number(cdb, 7, 2);
        }
        default -> {
            lba = number(cdb, 2, 8);
            count = number(cdb, 10, 4);
        }
        }
        if (count == 0) {
            return answer(nowNanos, NOTHING);
        }
        if (lba < 0 || lba + count > pages.capacity().sectorCount() || count > 65_536) {
            return failed(nowNanos, SenseData.of(descriptorSense, SenseKey.ILLEGAL_REQUEST, 0x21, 0).withInformation(lba));
        }
        Course course = begin(TaskFile.of48(command, 0, (int) count & 0xFFFF, lba), MemorySegment.NULL, nowNanos);
        if (course.endNanos() == DriveHardware.NEVER || !course.registers().failed()) {
            return new Ending(course.endNanos(), 0, NOTHING, NOTHING, command == 0x25 ? course : null);
        }
        SenseData sense = sense(course.registers());
        return failed(course.endNanos(), sense.withInformation(course.registers().lba()));
    }

    private Ending passThrough(byte[] cdb, MemorySegment dataOut, long nowNanos) {
        SatCdb pass;
        boolean receives;
        try {
            pass = SatCdb.decode(cdb);
            receives = pass.dataProtocol().receivesData();
            if (pass.protocol() == 0 || pass.protocol() == 1 || pass.protocol() > 12) {
                return illegal(nowNanos, 0x24);
            }
        } catch (AtaFormatException e) {
            return illegal(nowNanos, 0x24);
        }
        Course course = begin(pass.taskFile(), dataOut, nowNanos);
        if (course.endNanos() == DriveHardware.NEVER) {
            return new Ending(DriveHardware.NEVER, 0, NOTHING, NOTHING, null);
        }
        Registers left = course.registers();
        if (!left.failed() && !pass.checkCondition()) {
            return new Ending(course.endNanos(), 0, NOTHING, NOTHING, receives ? course : null);
        }
        boolean wide = pass.taskFile().extended();
        boolean descriptors = descriptorSense || successInDescriptors && !left.failed();
        SenseData sense = left.failed() ? sense(left) : SenseData.of(descriptors, SenseKey.RECOVERED_ERROR, 0, 0x1D);
        byte[] raw = descriptors ? sense.withRegisters(left, wide).encode() : fixed(sense, left);
        return new Ending(course.endNanos(), CHECK_CONDITION, raw, NOTHING, null);
    }

    private Course begin(TaskFile taskFile, MemorySegment dataOut, long nowNanos) {
        boolean waits = hardware.readyNanos() != DriveHardware.NEVER && hardware.readyNanos() > nowNanos;
        return hardware.start(taskFile, dataOut, waits ? hardware.readyNanos() : nowNanos);
    }

    /** SAT-4 table 156, as the kernel's translator has it. */
    private SenseData sense(Registers left) {
        int error = left.error();
        if ((left.status() & Status.DF) != 0) {
            return SenseData.of(descriptorSense, SenseKey.HARDWARE_ERROR, 0x44, 0);
        }
        if ((error & ErrorBits.UNC) != 0) {
            return SenseData.of(descriptorSense, SenseKey.MEDIUM_ERROR, 0x11, 0x04);
        }
        if ((error & ErrorBits.IDNF) != 0) {
            return SenseData.of(descriptorSense, SenseKey.MEDIUM_ERROR, 0x14, 0x01);
        }
        if ((error & ErrorBits.AMNF) != 0) {
            return SenseData.of(descriptorSense, SenseKey.MEDIUM_ERROR, 0x13, 0);
        }
        return SenseData.of(descriptorSense, SenseKey.ABORTED_COMMAND, (error & ErrorBits.ICRC) != 0 ? 0x47 : 0, 0);
    }

    /** Registers in the fixed format (SAT-4 table 155). */
    private static byte[] fixed(SenseData sense, Registers left) {
        byte[] raw = sense.encode();
        raw[3] = (byte) left.error();
        raw[4] = (byte) left.status();
        raw[5] = (byte) left.device();
        raw[6] = (byte) left.count();
        for (int index = 0; index < 3; index++) {
            raw[9 + index] = (byte) (left.lba() >> 8 * index);
        }
        return raw;
    }

    static long number(byte[] raw, int offset, int length) {
        long value = 0;
        for (int index = 0; index < length; index++) {
            value = value << 8 | raw[offset + index] & 0xFF;
        }
        return value;
    }

    /** What kind of drive it answers as; of use for tests that compare. */
    public Optional<String> serial() {
        return pages.serial();
    }
}
