package org.salvor.drive.simulated;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import org.salvor.ata.AtaFormatException;
import org.salvor.ata.DeviceConfiguration;
import org.salvor.ata.TaskFile;
import org.salvor.drive.simulated.internal.Medium;

/** The drive's electronics beside reading: identity, settings, health, logs, hidden areas, security, power modes. */
final class ControlUnit {
    private static final long SMART_MASK = 0xFFFF00;
    private static final long SMART_SIGNATURE = 0xC24F00;
    private static final long SMART_GOOD = 0xC24F00;
    private static final long SMART_FAILING = 0x2CF400;
    private final DriveSetup setup;
    private final MediaReader reader;
    private final IdentityPage identity;
    final Settings settings;
    final HiddenArea hidden;
    final SecurityLock lock;
    final Health health;
    final RebuildAssist assist;
    final Logs logs;
    final Spindle spindle;
    private final PhysicalElements elements;
    private boolean smart = true;

    ControlUnit(DriveSetup setup, Medium medium, MediaReader reader, Counters counters, int eccBytes) {
        this.setup = setup;
        this.reader = reader;
        identity = new IdentityPage(setup, eccBytes);
        settings = new Settings(eccBytes, reader);
        hidden = new HiddenArea(setup.sectorCount(), setup.hiddenByOverlay(), setup.hiddenByHost());
        lock = new SecurityLock(setup.password());
        health = new Health(counters);
        assist = new RebuildAssist(medium, setup.profile().count(Parameter.HEADS));
        elements = new PhysicalElements(setup.profile(), medium);
        logs = new Logs(health, assist, settings);
        spindle = new Spindle(setup.profile(), setup.seed());
    }

    void powerOn(long nowNanos) {
        settings.powerOn();
        hidden.powerOn();
        lock.powerOn();
        health.powerOn(nowNanos);
        assist.powerOn();
        logs.powerOn();
    }

    /** The 512 bytes of IDENTIFY DEVICE. */
    byte[] identity(boolean another) {
        return identity.bytes(hidden.sectors(), settings, lock.state(), smart, another);
    }

    /** Any command that neither reads nor writes sectors. */
    Reply command(TaskFile taskFile, byte[] dataOut, boolean another, long nowNanos) {
        return switch (taskFile.command()) {
        case 0xEC, 0xEE -> Reply.data(identity(another));
        case 0x12 -> elements.status(taskFile);
        case 0xEF -> settings.setFeature(taskFile);
        case 0xC6 -> settings.setMultiple(taskFile.count());
        case 0xB0 -> smart(taskFile, dataOut, another, nowNanos);
        case 0x2F, 0x47 -> logs.read(logAddress(taskFile), logPage(taskFile), taskFile.count(), true, identity(another), nowNanos);
        case 0x3F, 0x57 ->
                lock.locked() ? Reply.aborted() : logs.write(logAddress(taskFile), logPage(taskFile) == 0 ? dataOut : new byte[0], true);
        case 0xF8, 0x27 -> hidden.readNativeMax(taskFile.extended());
        case 0xF9, 0x37 -> lock.locked() ? Reply.aborted() : hidden.setMax(taskFile);
        case 0xB1 -> hidden.configuration(taskFile, configuration(dataOut));
        case 0xF1, 0xF2, 0xF3, 0xF4, 0xF5, 0xF6 -> lock.command(taskFile.command(), dataOut);
        case 0xE0, 0xE1, 0xE2, 0xE3, 0xE5, 0xE6, 0x94, 0x95, 0x96, 0x97, 0x98, 0x99 -> spindle.command(taskFile.command());
        case 0x10, 0x70, 0x91, 0xE7, 0xEA -> Reply.good();
        case 0x90 -> new Reply(Reply.signature(), null, 0);
        case DriveHardware.MAKERS_COMMAND -> makersCommand(taskFile);
        default -> Reply.aborted();
        };
    }

    private Reply makersCommand(TaskFile taskFile) {
        if (!taskFile.equals(DriveHardware.CLEAR_LIST)) {
            return Reply.aborted();
        }
        reader.cureSlowness();
        return Reply.good();
    }

    private Reply smart(TaskFile taskFile, byte[] dataOut, boolean another, long nowNanos) {
        if ((taskFile.lba() & SMART_MASK) != SMART_SIGNATURE || !smart && taskFile.feature() != 0xD8) {
            return Reply.aborted();
        }
        int address = (int) taskFile.lba() & 0xFF;
        return switch (taskFile.feature()) {
        case 0xD0 -> Reply.data(health.smart(nowNanos).encode());
        case 0xD1 -> Reply.data(health.smart(nowNanos).encodeThresholds());
        case 0xD2, 0xD3, 0xD4, 0xDB -> Reply.good();
        case 0xD5 -> logs.read(address, 0, taskFile.count(), false, identity(another), nowNanos);
        case 0xD6 -> lock.locked() ? Reply.aborted() : logs.write(address, dataOut, false);
        case 0xD8, 0xD9 -> {
            smart = taskFile.feature() == 0xD8;
            yield Reply.good();
        }
        case 0xDA -> Reply.registers(0, health.failing(nowNanos) ? SMART_FAILING : SMART_GOOD);
        default -> Reply.aborted();
        };
    }

    static int logAddress(TaskFile taskFile) {
        return (int) taskFile.lba() & 0xFF;
    }

    private static int logPage(TaskFile taskFile) {
        return (int) (taskFile.lba() >> 8 & 0xFF | taskFile.lba() >> 24 & 0xFF00);
    }

    private static DeviceConfiguration configuration(byte[] dataOut) {
        try {
            return dataOut.length < 512 ? null : DeviceConfiguration.decode(MemorySegment.ofArray(Arrays.copyOf(dataOut, 512)));
        } catch (AtaFormatException unreadable) {
            return null;
        }
    }
}
