package org.salvor.casework;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Some lines of a case journal.
 *
 * @param total whole lines in the file
 * @param first index of the first line below, from 0
 * @param lines raw JSON lines
 */
public record JournalPart(long total, long first, List<String> lines) {

    static JournalPart of(Path file, long first, int count) throws IOException {
        if (!Files.exists(file)) {
            return new JournalPart(0, 0, List.of());
        }
        long total = 0;
        if (first < 0) {
            try (ChainReader reader = new ChainReader(file)) {
                while (reader.next()) {
                    total += reader.ended() ? 1 : 0;
                }
            }
        }
        long from = first < 0 ? Math.max(0, total + first) : first;
        List<String> lines = new ArrayList<>();
        long index = 0;
        try (ChainReader reader = new ChainReader(file)) {
            while (reader.next()) {
                if (!reader.ended()) {
                    break;
                }
                if (index >= from && lines.size() < count) {
                    lines.add(new String(reader.line(), 0, reader.count(), StandardCharsets.UTF_8));
                }
                index++;
            }
        }
        return new JournalPart(index, Math.min(from, index), List.copyOf(lines));
    }
}
