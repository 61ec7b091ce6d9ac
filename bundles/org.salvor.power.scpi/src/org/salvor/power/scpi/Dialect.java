package org.salvor.power.scpi;

import java.util.List;

/** How a supply is told which of its outputs is meant; SCPI-99 leaves that to the maker. */
enum Dialect {
    /** One output, or the one that is selected: SCPI-99 volume 2, 15 OUTPut and 3.7 MEASure. */
    SINGLE {
        @Override
        List<String> order(int channel, boolean on) {
            return List.of("OUTP " + (on ? "ON" : "OFF"));
        }

        @Override
        List<String> ask(int channel, String what) {
            return List.of(what + "?");
        }
    },
    /** The output is selected first: SCPI-99 volume 2, 10 INSTrument. */
    SELECT {
        @Override
        List<String> order(int channel, boolean on) {
            return List.of("INST:NSEL " + channel, "OUTP " + (on ? "ON" : "OFF"));
        }

        @Override
        List<String> ask(int channel, String what) {
            return List.of("INST:NSEL " + channel, what + "?");
        }
    },
    /** A channel list behind the order, as Keysight's supplies take it. */
    LIST {
        @Override
        List<String> order(int channel, boolean on) {
            return List.of("OUTP " + (on ? "ON" : "OFF") + ",(@" + channel + ")");
        }

        @Override
        List<String> ask(int channel, String what) {
            return List.of(what + "? (@" + channel + ")");
        }
    },
    /** A name before the order, as Rigol's and Siglent's supplies take it. */
    CH {
        @Override
        List<String> order(int channel, boolean on) {
            return List.of("OUTP CH" + channel + "," + (on ? "ON" : "OFF"));
        }

        @Override
        List<String> ask(int channel, String what) {
            return List.of(what + "? CH" + channel);
        }
    };

    /** Lines that switch an output. */
    abstract List<String> order(int channel, boolean on);

    /** Lines that ask for something of an output; the last one is answered. */
    abstract List<String> ask(int channel, String what);
}
