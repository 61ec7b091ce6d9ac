package org.salvor.cli;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.util.Map;
import java.util.Set;

/** An entry of a case journal in a line for a person: number, time, kind, and what happened. */
final class JournalText {
    private static final Set<String> IN_FRONT = Set.of("n", "at", "kind", "driveMillis", "sentence", "lba", "end", "hash");

    private JournalText() {
    }

    /** The line; the entry as it is where it is no entry, since a damaged journal can be shown too. */
    static String line(String entry) {
        JsonObject object;
        try {
            object = JsonParser.parseString(entry).getAsJsonObject();
        } catch (JsonParseException | IllegalStateException damaged) {
            return entry;
        }
        StringBuilder line = new StringBuilder();
        line.append(text(object, "n")).append("  ").append(text(object, "at")).append("  ").append(text(object, "kind"));
        if (object.has("lba") && object.has("end")) {
            line.append("  sectors ").append(text(object, "lba")).append(" up to ").append(text(object, "end"));
        }
        if (object.has("sentence")) {
            line.append("  ").append(text(object, "sentence"));
        }
        for (Map.Entry<String, JsonElement> member : object.entrySet()) {
            if (!IN_FRONT.contains(member.getKey())) {
                line.append("  ").append(member.getKey()).append('=').append(text(object, member.getKey()));
            }
        }
        return line.toString();
    }

    private static String text(JsonObject object, String key) {
        JsonElement value = object.get(key);
        return value == null ? "" : value.isJsonPrimitive() ? value.getAsString() : value.toString();
    }
}
