package org.salvor.drive.ahci;

import org.salvor.drive.Pace;

/** Registers of the whole controller (AHCI 3.1), and what has to be done once for all its ports. */
final class Hba {
    static final int CAP = 0x00;
    static final int GHC = 0x04;
    static final int IS = 0x08;
    static final int PI = 0x0C;
    static final int VS = 0x10;
    static final int CAP2 = 0x24;
    static final int BOHC = 0x28;

    static final int CAP_SCLO = 1 << 24;
    static final int CAP_SSS = 1 << 27;
    static final int CAP_SNCQ = 1 << 30;
    static final int CAP_S64A = 1 << 31;
    static final int CAP2_BOH = 1;
    static final int GHC_AE = 1 << 31;
    static final int GHC_IE = 1 << 1;
    static final int GHC_HR = 1;
    static final int BOHC_BOS = 1;
    static final int BOHC_OOS = 1 << 1;
    static final int BOHC_BB = 1 << 4;

    private static final int MOST_PORTS = 32;
    /** AHCI 10.4.3: a controller that has not come back after a second is hung. */
    private static final long RESET_MILLIS = 1000;

    private final HbaMemory memory;

    Hba(HbaMemory memory) {
        this.memory = memory;
    }

    HbaMemory memory() {
        return memory;
    }

    boolean present() {
        return memory.read(CAP) != HbaMemory.ABSENT || memory.read(PI) != HbaMemory.ABSENT;
    }

    /** Whether BSY can be cleared without a COMRESET. */
    boolean overridesBusy() {
        return (memory.read(CAP) & CAP_SCLO) != 0;
    }

    boolean queues() {
        return (memory.read(CAP) & CAP_SNCQ) != 0;
    }

    /** Command slots of each port, 1-32. */
    int slots() {
        return (memory.read(CAP) >> 8 & 0x1F) + 1;
    }

    boolean hasPort(int port) {
        return port >= 0 && port < MOST_PORTS && (memory.read(PI) & 1 << port) != 0;
    }

    /** The ports that there are, in words. */
    String portsInWords() {
        StringBuilder words = new StringBuilder();
        for (int port = 0; port < MOST_PORTS; port++) {
            if (hasPort(port)) {
                words.append(words.isEmpty() ? "" : ", ").append(port);
            }
        }
        return words.isEmpty() ? "none" : words.toString();
    }

    /**
     * Takes the controller over: from its firmware where that has it, into AHCI mode, and without interrupts, as we poll. It resets
     * nothing.
     */
    void takeOver(Pace pace) {
        if ((memory.read(CAP2) & CAP2_BOH) != 0 && (memory.read(BOHC) & BOHC_BOS) != 0) {
            memory.write(BOHC, memory.read(BOHC) | BOHC_OOS);
            // AHCI 10.6.3: the firmware has 25 ms, and 2 s more when it says that it is busy.
            boolean free = pace.within(25, () -> (memory.read(BOHC) & BOHC_BOS) == 0);
            if (!free && (memory.read(BOHC) & BOHC_BB) != 0) {
                pace.within(2000, () -> (memory.read(BOHC) & BOHC_BOS) == 0);
            }
        }
        enable();
    }

    /** Resets the whole controller, all its ports and links (AHCI 10.4.3). @return whether it came back; its ports are to be set up anew */
    boolean reset(Pace pace) {
        int capabilities = memory.read(CAP);
        int ports = memory.read(PI);
        memory.write(GHC, memory.read(GHC) | GHC_AE);
        memory.write(GHC, memory.read(GHC) | GHC_HR);
        boolean back = pace.within(RESET_MILLIS, () -> (memory.read(GHC) & GHC_HR) == 0);
        if (back) {
            enable();
            if (memory.read(PI) != ports) { // written once by the firmware, and lost by some controllers
                memory.write(CAP, capabilities);
                memory.write(PI, ports);
            }
        }
        return back;
    }

    private void enable() {
        memory.write(GHC, memory.read(GHC) | GHC_AE);
        memory.write(GHC, memory.read(GHC) & ~GHC_IE);
    }
}
