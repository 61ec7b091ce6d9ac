package org.salvor.rig;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What a guest left in the exchange folder. */
record Findings(Path exchange) {

    /** The value of a line {@code name value} of {@code findings}; the last one counts. */
    String found(String name) throws IOException {
        return found("findings", name);
    }

    /** The value of such a line of another file. */
    String found(String file, String name) throws IOException {
        List<String> values = text(file).lines().filter(line -> line.equals(name) || line.startsWith(name + " "))
                .map(line -> line.substring(name.length()).strip()).toList();
        if (values.isEmpty()) {
            throw new AssertionError(file + " tells nothing of " + name);
        }
        return values.getLast();
    }

    int exitCode(String name) throws IOException {
        return Integer.parseInt(found(name + ".exit"));
    }

    String text(String file) throws IOException {
        return Files.readString(exchange.resolve(file), StandardCharsets.ISO_8859_1);
    }

    /** Commands that changed, or could have changed, an emulated drive, as the emulator's block layer counted them until the end. */
    long writes(String drive) throws IOException {
        return writes("blocks.json", drive);
    }

    /** As a file of counts from some moment tells it. */
    long writes(String file, String drive) throws IOException {
        for (JsonElement each : JsonParser.parseString(text(file)).getAsJsonObject().getAsJsonArray("return")) {
            JsonObject block = each.getAsJsonObject();
            if (block.get("device").getAsString().equals(drive) || block.has("qdev") && block.get("qdev").getAsString().endsWith(drive)) {
                JsonObject counts = block.getAsJsonObject("stats");
                return List.of("wr_operations", "failed_wr_operations", "unmap_operations", "failed_unmap_operations").stream()
                        .mapToLong(name -> counts.get(name).getAsLong()).sum();
            }
        }
        throw new AssertionError("the emulator counted nothing of " + drive);
    }
}
