package org.salvor.drive.ahci;

/** Registers of one port (AHCI 3.3). */
final class PortRegisters {
    static final int CLB = 0x00;
    static final int CLBU = 0x04;
    static final int FB = 0x08;
    static final int FBU = 0x0C;
    static final int IS = 0x10;
    static final int IE = 0x14;
    static final int CMD = 0x18;
    static final int TFD = 0x20;
    static final int SIG = 0x24;
    static final int SSTS = 0x28;
    static final int SCTL = 0x2C;
    static final int SERR = 0x30;
    static final int SACT = 0x34;
    static final int CI = 0x38;

    static final int CMD_ST = 1;
    static final int CMD_SUD = 1 << 1;
    static final int CMD_POD = 1 << 2;
    static final int CMD_CLO = 1 << 3;
    static final int CMD_FRE = 1 << 4;
    static final int CMD_FR = 1 << 14;
    static final int CMD_CR = 1 << 15;
    /** The port can switch the drive's power and sees a drive without it: CPD. */
    static final int CMD_CPD = 1 << 20;

    /** The drive ended a command with an error: TFES. */
    static final int IS_TASK_FILE = 1 << 30;
    /** Errors of link or bus that end a command without the drive's word: HBFS, HBDS, IFS, INFS, OFS. */
    static final int IS_LINK = 1 << 29 | 1 << 28 | 1 << 27 | 1 << 26 | 1 << 24;
    /** The link went or came: PRCS, PCS. */
    static final int IS_CONNECTION = 1 << 22 | 1 << 6;

    /** SError: the link was lost or made anew: DIAG.N, DIAG.X. While DIAG.X stands the drive's first frame does not come through. */
    static final int SERR_CONNECTION = 1 << 26 | 1 << 16;

    static final int DET_MASK = 0xF;
    /** A drive is there and the link stands. */
    static final int DET_UP = 3;
    /** SControl: no partial, no slumber; a link that sleeps has to be woken first. */
    static final int SCTL_AWAKE = 0x300;
    static final int SCTL_COMRESET = 1;

    static final int SIGNATURE_ATAPI = 0xEB140101;
    static final int SIGNATURE_MULTIPLIER = 0x96690101;

    private static final int FIRST = 0x100;
    private static final int STRIDE = 0x80;
    private final HbaMemory memory;
    private final int base;

    PortRegisters(HbaMemory memory, int port) {
        this.memory = memory;
        base = FIRST + port * STRIDE;
    }

    int read(int register) {
        return memory.read(base + register);
    }

    void write(int register, int value) {
        memory.write(base + register, value);
    }

    void set(int register, int bits) {
        write(register, read(register) | bits);
    }

    void clear(int register, int bits) {
        write(register, read(register) & ~bits);
    }

    boolean any(int register, int bits) {
        return (read(register) & bits) != 0;
    }

    /** Whether a drive is there and the link stands. */
    boolean linked() {
        int status = read(SSTS);
        return status != HbaMemory.ABSENT && (status & DET_MASK) == DET_UP;
    }
}
