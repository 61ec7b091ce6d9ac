package org.salvor.ata;

import java.util.Set;

/** A row of the catalogue: a known command and the registers and data that make a frame be it. */
record Row(int command, KnownCommand known, Check check) {

    /** What the registers and the data going out must look like. */
    @FunctionalInterface
    interface Check {
        boolean fits(TaskFile taskFile, Payload payload);

        default Check and(Check other) {
            return (taskFile, payload) -> fits(taskFile, payload) && other.fits(taskFile, payload);
        }
    }

    /** A 28-bit command. */
    static Row narrow(int command, String name, Effect effect, Protocol protocol, Check check) {
        return new Row(command, new KnownCommand(name, effect, false, Set.of(protocol)), check);
    }

    /** A 48-bit command. */
    static Row wide(int command, String name, Effect effect, Protocol protocol, Check check) {
        return new Row(command, new KnownCommand(name, effect, true, Set.of(protocol)), check);
    }

    /** Whether opcode, width and protocol are right, all that can be told without the data. */
    boolean carries(TaskFile taskFile, Protocol protocol) {
        return taskFile.command() == command && taskFile.extended() == known.extended() && known.protocols().contains(protocol);
    }

    boolean fits(TaskFile taskFile, Protocol protocol, Payload payload) {
        return carries(taskFile, protocol) && check.fits(taskFile, payload);
    }

    /** Whatever the registers hold. */
    static Check anything() {
        return (taskFile, payload) -> true;
    }

    static Check feature(int value) {
        return (taskFile, payload) -> taskFile.feature() == value;
    }

    static Check count(int value) {
        return (taskFile, payload) -> taskFile.count() == value;
    }

    /** At least one page or sector, in words: not the 0 that means 256 or is reserved. */
    static Check counted() {
        return (taskFile, payload) -> taskFile.count() > 0;
    }

    static Check lba(long mask, long value) {
        return (taskFile, payload) -> (taskFile.lba() & mask) == value;
    }

    /** A command that takes no address and at most one page of data: some hosts count that page, some do not. */
    static Check plain(int feature) {
        return (taskFile, payload) -> taskFile.feature() == feature && taskFile.lba() == 0 && taskFile.count() <= 1;
    }

    /** Exactly one block of data goes out. */
    static Check oneBlock() {
        return (taskFile, payload) -> payload.oneBlock();
    }
}
