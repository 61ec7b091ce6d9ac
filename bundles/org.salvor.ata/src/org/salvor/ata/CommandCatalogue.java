package org.salvor.ata;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The commands that Salvor knows, and what each does to a drive. An allow-list: a frame is known only when its opcode, width (28 or 48
 * bits), protocol, feature, count, LBA signature and, where the effect hides there, its data all fit one row. Everything else has an
 * unknown effect. Any thread; no input makes it throw.
 */
public final class CommandCatalogue {
    private static final Row[][] BY_OPCODE = table();

    private CommandCatalogue() {
    }

    /**
     * The effect of a command as it would leave: opcode, feature, LBA signature and, where the effect hides in the payload (SCT keys), the
     * data going out.
     *
     * @param dataOut bytes going out, {@link MemorySegment#NULL} for none
     */
    public static Effect effectOf(TaskFile taskFile, Protocol protocol, MemorySegment dataOut) {
        return find(taskFile, protocol, dataOut).map(KnownCommand::effect).orElse(Effect.UNKNOWN);
    }

    /**
     * The known command that a frame is.
     *
     * @param dataOut bytes going out, {@link MemorySegment#NULL} for none
     * @return empty when the frame is not known for certain
     */
    public static Optional<KnownCommand> find(TaskFile taskFile, Protocol protocol, MemorySegment dataOut) {
        Payload payload = null;
        for (Row row : BY_OPCODE[taskFile.command()]) {
            if (row.carries(taskFile, protocol)) {
                payload = payload != null ? payload : Payload.of(protocol.sendsData() ? dataOut : MemorySegment.NULL);
                if (row.check().fits(taskFile, payload)) {
                    return Optional.of(row.known());
                }
            }
        }
        return Optional.empty();
    }

    /** What a person calls a frame, without looking at its data: the name of the standard, or {@code command 80h}. */
    public static String nameOf(TaskFile taskFile) {
        Row[] rows = BY_OPCODE[taskFile.command()];
        Payload none = Payload.of(MemorySegment.NULL);
        for (Row row : rows) {
            if (row.known().extended() == taskFile.extended() && row.check().fits(taskFile, none)) {
                return row.known().name();
            }
        }
        for (Row row : rows) {
            if (row.known().extended() == taskFile.extended()) {
                return row.known().name().replaceFirst(":.*", "");
            }
        }
        return "command %02Xh".formatted(taskFile.command());
    }

    /** Every known command, by rising opcode. */
    public static List<KnownCommand> all() {
        List<KnownCommand> all = new ArrayList<>();
        for (Row[] rows : BY_OPCODE) {
            for (Row row : rows) {
                all.add(row.known());
            }
        }
        return List.copyOf(all);
    }

    private static Row[][] table() {
        List<Row> rows = new ArrayList<>();
        rows.addAll(MediaRows.reads());
        rows.addAll(MediaRows.writes());
        rows.addAll(MediaRows.destroyers());
        rows.addAll(ControlRows.information());
        rows.addAll(ControlRows.power());
        rows.addAll(ControlRows.hiddenAreas());
        rows.addAll(ControlRows.protection());
        rows.addAll(FeatureRows.rows());
        rows.addAll(LogRows.smart());
        rows.addAll(LogRows.extended());
        Row[][] table = new Row[256][];
        for (int opcode = 0; opcode < table.length; opcode++) {
            int wanted = opcode;
            table[opcode] = rows.stream().filter(row -> row.command() == wanted).toArray(Row[]::new);
        }
        return table;
    }
}
