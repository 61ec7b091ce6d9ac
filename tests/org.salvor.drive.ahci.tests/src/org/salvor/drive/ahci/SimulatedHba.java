package org.salvor.drive.ahci;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import org.salvor.ata.Protocol;
import org.salvor.ata.Registers;
import org.salvor.ata.Status;
import org.salvor.drive.Clock;
import org.salvor.drive.simulated.Course;
import org.salvor.drive.simulated.DriveHardware;

/**
 * An AHCI controller with one port in front of a simulated drive, at register level: command list, frames, regions, queued commands, SRST,
 * COMRESET, errors that stop the queue. Time passes on the drive's clock only; what is due happens at the next access to a register. What
 * a driver must not do (AHCI 10) is noted, so that a test can say that it never happened.
 */
final class SimulatedHba implements HbaMemory {
    static final int PORT = 3;
    private static final int BASE = 0x100 + PORT * 0x80;
    private static final int DATA_RECEIVED = 1 << 5;
    private static final int REGISTERS_RECEIVED = 1;
    private static final int QUEUE_RECEIVED = 1 << 3;
    private static final int CONNECT_CHANGED = 1 << 6;
    private static final int BUS_BASE = 0x4000_0000;
    private static final int CAPABILITIES = Hba.CAP_S64A | Hba.CAP_SNCQ | Hba.CAP_SCLO | 31 << 8;
    private final DriveHardware drive;
    private final Clock clock;
    private final TreeMap<Long, MemorySegment> memory = new TreeMap<>();
    private final List<String> violations = new ArrayList<>();
    private final int[] port = new int[0x80 / 4];
    private long nextBus = BUS_BASE;
    private int capabilities = CAPABILITIES;
    private int globalControl;
    private long stopTakesNanos;
    private long stopsAtNanos;
    private Course running;
    private SimulatedCommand command;
    private boolean halted;
    private boolean wasPresent = true;
    private boolean signatureDue;
    private boolean softResetHeld;
    private int linkTrouble;
    private int serialTrouble;
    private boolean hidesBusy;
    /** A control frame waits for a drive that is busy. */
    private boolean frameWaits;
    /** The driver had BSY cleared, which counts until the soft reset is through. */
    private boolean overridden;
    /** The port stopped under a command, whose end shows in the task file only. */
    private boolean lateTaskFile;
    private long softResetAtNanos = -1;
    private boolean hangs;
    private boolean comresetStops = true;
    private int ports = 1 << PORT;
    private int portsAfterReset = 1 << PORT;

    SimulatedHba(DriveHardware drive, Clock clock) {
        this.drive = drive;
        this.clock = clock;
        port[PortRegisters.SIG / 4] = 0x101;
        port[PortRegisters.SSTS / 4] = 0x133;
        port[PortRegisters.CMD / 4] = PortRegisters.CMD_SUD | PortRegisters.CMD_POD;
    }

    /** A controller whose port switches its drive's power. */
    void switchPower() {
        port[PortRegisters.CMD / 4] |= PortRegisters.CMD_CPD;
    }

    /** A controller that spins a drive up only when it is told to, as a start of the machine leaves it. */
    void staggerSpinUp() {
        capabilities |= Hba.CAP_SSS;
        port[PortRegisters.CMD / 4] &= ~PortRegisters.CMD_SUD;
    }

    /** A controller that forgets which ports it has when it is reset. */
    void forgetPorts() {
        portsAfterReset = 0;
    }

    /** From now on nothing but a reset of the whole controller stops the port, and with {@code forEver} not even that. */
    void hang(boolean forEver) {
        stopTakesNanos = Long.MAX_VALUE / 2;
        hangs = forEver;
        comresetStops = false;
    }

    DriveHardware drive() {
        return drive;
    }

    /** What the driver did against the specification. */
    List<String> violations() {
        return violations;
    }

    /** A controller that cannot clear BSY without COMRESET. */
    void withoutOverride() {
        capabilities &= ~Hba.CAP_SCLO;
    }

    /** A controller that does not show BSY while a command is under way, and takes no control frame then. */
    void hideBusy() {
        hidesBusy = true;
    }

    /** How long the port takes to stop; it may still write to memory until then. */
    void stopTakes(long nanos) {
        stopTakesNanos = nanos;
    }

    /** The next command ends with these interrupt bits, and without a word of the drive. */
    void breakNextCommand(int interruptBits) {
        breakNextCommand(interruptBits, 0);
    }

    /** As {@link #breakNextCommand(int)}, with these bits of SError. */
    void breakNextCommand(int interruptBits, int serialBits) {
        linkTrouble = interruptBits;
        serialTrouble = serialBits;
    }

    /** When the last soft reset began; -1 for never. */
    long softResetAtNanos() {
        return softResetAtNanos;
    }

    /** Link generation that the driver asked for: 0 for any. */
    int speedLimit() {
        return port[PortRegisters.SCTL / 4] >> 4 & 0xF;
    }

    @Override
    public DmaMemory allocate(long sizeBytes) {
        MemorySegment segment = Arena.ofAuto().allocate(sizeBytes, 4096);
        DmaMemory dma = new DmaMemory(segment, nextBus);
        memory.put(nextBus, segment);
        nextBus += sizeBytes + 4095 & -4096;
        return dma;
    }

    MemorySegment at(long bus, long bytes) {
        var entry = memory.floorEntry(bus);
        return entry.getValue().asSlice(bus - entry.getKey(), bytes);
    }

    @Override
    public int read(int offset) {
        catchUp();
        return switch (offset) {
        case Hba.CAP -> capabilities;
        case Hba.GHC -> globalControl;
        case Hba.PI -> ports;
        case Hba.VS -> 0x10301;
        default -> offset >= BASE && offset < BASE + 0x80 ? readPort(offset - BASE) : 0;
        };
    }

    private int readPort(int register) {
        return switch (register) {
        case PortRegisters.TFD -> taskFileData();
        case PortRegisters.SSTS -> linked() ? 0x133 : 0;
        default -> port[register / 4];
        };
    }

    /** Whether the link stands. */
    private boolean linked() {
        return drive.present() && !inComreset() && (port[PortRegisters.CMD / 4] & PortRegisters.CMD_SUD) != 0;
    }

    private boolean inComreset() {
        return (port[PortRegisters.SCTL / 4] & 0xF) == PortRegisters.SCTL_COMRESET;
    }

    private int taskFileData() {
        if (!linked()) {
            return 0x7F;
        }
        boolean queueUnderWay = command != null && command.queued() && !halted;
        if (hidesBusy && !softResetHeld && !signatureDue) {
            return port[PortRegisters.TFD / 4];
        }
        if (softResetHeld || signatureDue || !queueUnderWay && clock.nanos() < drive.readyNanos()) {
            return Status.BSY;
        }
        return port[PortRegisters.TFD / 4];
    }

    @Override
    public void write(int offset, int value) {
        catchUp();
        if (offset == Hba.GHC) {
            globalControl = value & ~Hba.GHC_HR;
            if ((value & Hba.GHC_HR) != 0) {
                resetAll();
            }
        } else if (offset == Hba.PI && ports == 0) {
            ports = value;
        } else if (offset >= BASE && offset < BASE + 0x80) {
            writePort(offset - BASE, value);
        }
    }

    private void writePort(int register, int value) {
        boolean started = (port[PortRegisters.CMD / 4] & PortRegisters.CMD_ST) != 0;
        switch (register) {
        case PortRegisters.IS -> port[register / 4] &= ~(value & ~PortRegisters.IS_CONNECTION); // which follow SERR
        case PortRegisters.SERR -> {
            port[register / 4] &= ~value;
            int gone = ((value & 1 << 26) != 0 ? CONNECT_CHANGED : 0) | ((value & 1 << 16) != 0 ? 1 << 22 : 0);
            port[PortRegisters.IS / 4] &= ~gone;
        }
        case PortRegisters.CMD -> control(value, started);
        case PortRegisters.SCTL -> linkControl(value);
        case PortRegisters.SACT -> port[register / 4] |= value;
        case PortRegisters.CI -> {
            expect(started, "a command was issued to a port that is stopped");
            expect(command == null && !frameWaits, "a command was issued while another was under way");
            if (started && !halted) {
                issue(value);
            }
        }
        case PortRegisters.CLB, PortRegisters.CLBU, PortRegisters.FB, PortRegisters.FBU -> {
            expect((port[PortRegisters.CMD / 4] & (PortRegisters.CMD_CR | PortRegisters.CMD_FR)) == 0,
                    "an address was changed while the port was running");
            port[register / 4] = value;
        }
        default -> port[register / 4] = value;
        }
    }

    /** The whole controller as after power-on, with its links made anew. */
    private void resetAll() {
        if (hangs) {
            globalControl |= Hba.GHC_HR;
            return;
        }
        int kept = port[PortRegisters.CMD / 4] & PortRegisters.CMD_CPD | PortRegisters.CMD_POD;
        forget();
        Arrays.fill(port, 0);
        globalControl = 0;
        ports = portsAfterReset;
        stopTakesNanos = 0;
        comresetStops = true;
        port[PortRegisters.SIG / 4] = -1;
        port[PortRegisters.CMD / 4] = kept | ((capabilities & Hba.CAP_SSS) != 0 ? 0 : PortRegisters.CMD_SUD);
        connect();
    }

    /** The link is made anew, which resets the drive. */
    private void connect() {
        if (linked()) {
            drive.hardReset(clock.nanos());
            signatureDue = true;
            softResetHeld = false;
            port[PortRegisters.SERR / 4] |= 1 << 26;
            port[PortRegisters.IS / 4] |= CONNECT_CHANGED;
        }
    }

    private void control(int value, boolean started) {
        int before = port[PortRegisters.CMD / 4];
        int fixed = PortRegisters.CMD_CR | PortRegisters.CMD_FR | PortRegisters.CMD_CPD
                | ((before & PortRegisters.CMD_CPD) != 0 ? 0 : PortRegisters.CMD_POD)
                | ((capabilities & Hba.CAP_SSS) != 0 ? 0 : PortRegisters.CMD_SUD);
        int now = before & fixed | value & ~(fixed | PortRegisters.CMD_CLO);
        boolean start = (value & PortRegisters.CMD_ST) != 0;
        boolean receive = (value & PortRegisters.CMD_FRE) != 0;
        if ((value & PortRegisters.CMD_CLO) != 0 && (capabilities & Hba.CAP_SCLO) != 0) {
            expect(!started, "BSY was overridden while the port was running");
            overridden = true;
        }
        if (start && !started) {
            expect((now & PortRegisters.CMD_CR) == 0, "the port was started before it had stopped");
            expect(receive, "the port was started without a place for frames");
            expect(overridden || (taskFileData() & (Status.BSY | Status.DRQ)) == 0, "the port was started while the drive was busy");
            now |= PortRegisters.CMD_CR;
            halted = false;
        } else if (!start && started) {
            stopsAtNanos = clock.nanos() + stopTakesNanos;
        }
        expect(receive || !start, "frames were given up while the port was running");
        now = receive ? now | PortRegisters.CMD_FR : now & ~PortRegisters.CMD_FR;
        port[PortRegisters.CMD / 4] = now;
        powerAndSpinUp(before, now);
        catchUp();
    }

    private void powerAndSpinUp(int before, int now) {
        int changed = before ^ now;
        if ((changed & PortRegisters.CMD_POD) != 0 && (now & PortRegisters.CMD_POD) == 0) {
            expect((now & PortRegisters.CMD_ST) == 0, "the power was cut while the port was running");
            drive.powerOff(clock.nanos());
        } else if ((changed & PortRegisters.CMD_POD) != 0) {
            drive.powerOn(clock.nanos());
        }
        if ((changed & PortRegisters.CMD_SUD & now) != 0) {
            expect((now & PortRegisters.CMD_FR) != 0, "the drive was spun up without a place for its frame");
            connect();
        }
    }

    private void linkControl(int value) {
        boolean before = inComreset();
        port[PortRegisters.SCTL / 4] = value;
        if (!before && inComreset() && comresetStops) {
            port[PortRegisters.CMD / 4] &= ~PortRegisters.CMD_CR;
            forget();
        } else if (before && !inComreset()) {
            connect();
        }
    }

    private void expect(boolean so, String otherwise) {
        if (!so) {
            violations.add(otherwise);
        }
    }

    private void issue(int slots) {
        int slot = Integer.numberOfTrailingZeros(slots);
        long list = port[PortRegisters.CLB / 4] & 0xFFFF_FFFFL | (long) port[PortRegisters.CLBU / 4] << 32;
        SimulatedCommand next = new SimulatedCommand(this, list, slot);
        if (next.isControl()) {
            if (hidesBusy && !overridden && clock.nanos() < drive.readyNanos()) {
                frameWaits = true;
                port[PortRegisters.CI / 4] |= 1 << slot;
                return;
            }
            softResetHeld = next.holdsReset();
            softResetAtNanos = softResetHeld ? clock.nanos() : softResetAtNanos;
            if (!softResetHeld) {
                drive.softReset(clock.nanos());
                signatureDue = true;
                overridden = false;
            }
            return;
        }
        port[PortRegisters.CI / 4] |= 1 << slot;
        command = next;
        if (linkTrouble != 0) {
            port[PortRegisters.IS / 4] |= linkTrouble;
            port[PortRegisters.SERR / 4] |= serialTrouble;
            linkTrouble = 0;
            halted = true;
            return;
        }
        running = drive.start(next.taskFile(), next.dataOut(), clock.nanos());
        if (next.queued()) {
            port[PortRegisters.CI / 4] &= ~(1 << slot);
            port[PortRegisters.TFD / 4] = Status.DRDY | Status.DSC;
        }
        catchUp();
    }

    /** Does what is due. */
    private void catchUp() {
        long now = clock.nanos();
        if (drive.present() != wasPresent) {
            wasPresent = drive.present();
            port[PortRegisters.SERR / 4] |= 1 << 16 | 1 << 26;
            port[PortRegisters.IS / 4] |= CONNECT_CHANGED | 1 << 22;
            signatureDue = wasPresent;
        }
        if (signatureDue && linked() && (port[PortRegisters.SERR / 4] & 1 << 26) == 0 && now >= drive.readyNanos()) {
            signatureDue = false;
            frame(Fis.REGISTERS_FROM_DRIVE, 0x40, drive.registers());
        }
        if (running != null && drive.present() && now >= running.endNanos() && (!stopping() || running.endNanos() < stopsAtNanos)) {
            end();
        }
        if (stopping() && now >= stopsAtNanos) {
            port[PortRegisters.CMD / 4] &= ~PortRegisters.CMD_CR;
            forget();
        }
        if (running == null && lateTaskFile && drive.present() && now >= drive.readyNanos()) {
            lateTaskFile = false;
            taskFile(drive.registers());
        }
    }

    private boolean stopping() {
        int bits = port[PortRegisters.CMD / 4];
        return (bits & PortRegisters.CMD_CR) != 0 && (bits & PortRegisters.CMD_ST) == 0;
    }

    /** The port stopped: what the drive still does ends in its registers only. */
    private void forget() {
        expect(command == null || command.untouched(), "memory was touched while the controller had it");
        lateTaskFile = running != null;
        running = null;
        command = null;
        halted = false;
        frameWaits = false;
        port[PortRegisters.CI / 4] = 0;
        port[PortRegisters.SACT / 4] = 0;
    }

    private void end() {
        expect(command.untouched(), "memory was touched while the controller had it");
        Course course = running;
        running = null;
        Registers registers = course.registers();
        boolean failed = registers.failed();
        Protocol protocol = command.protocol(course.dataBytes() > 0);
        if (protocol.receivesData() && course.dataBytes() > 0) {
            boolean proven = protocol == Protocol.PIO_IN || !failed;
            if (proven) {
                command.take(drive, course);
            }
        }
        taskFile(registers);
        if (command.queued()) {
            port[PortRegisters.IS / 4] |= QUEUE_RECEIVED;
        } else if (protocol == Protocol.PIO_IN && !failed) {
            frame(Fis.PIO_SETUP, 0x20, registers);
            port[PortRegisters.IS / 4] |= DATA_RECEIVED;
        } else {
            frame(Fis.REGISTERS_FROM_DRIVE, 0x40, registers);
            port[PortRegisters.IS / 4] |= REGISTERS_RECEIVED;
        }
        if (failed) {
            port[PortRegisters.IS / 4] |= PortRegisters.IS_TASK_FILE;
            halted = true;
            command.seal();
        } else {
            port[PortRegisters.CI / 4] &= ~(1 << command.slot());
            port[PortRegisters.SACT / 4] &= ~(1 << command.slot());
            command = null;
        }
    }

    private void taskFile(Registers registers) {
        port[PortRegisters.TFD / 4] = registers.error() << 8 | registers.status();
    }

    private void frame(int type, int offset, Registers registers) {
        taskFile(registers);
        if ((port[PortRegisters.CMD / 4] & PortRegisters.CMD_FR) != 0) {
            long frames = port[PortRegisters.FB / 4] & 0xFFFF_FFFFL | (long) port[PortRegisters.FBU / 4] << 32;
            SimulatedCommand.writeFrame(at(frames + offset, Fis.LENGTH_BYTES), type, registers);
        }
    }
}
