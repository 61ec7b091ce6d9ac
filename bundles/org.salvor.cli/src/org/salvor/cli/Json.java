package org.salvor.cli;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import com.google.gson.JsonSerializer;
import java.io.PrintWriter;
import java.util.Locale;
import org.salvor.station.JobView;

/**
 * Records as JSON: their components are the names, constants are lower case with dashes, and what is not known is null. One object a line.
 */
final class Json {
    private static final Gson GSON = new GsonBuilder().serializeNulls().disableHtmlEscaping()
            .registerTypeHierarchyAdapter(Enum.class,
                    (JsonSerializer<Enum<?>>) (constant, type, context) -> new JsonPrimitive(name(constant)))
            .registerTypeAdapter(Double.class, (JsonSerializer<Double>) (number, type, context) -> number(number))
            .registerTypeAdapter(double.class, (JsonSerializer<Double>) (number, type, context) -> number(number)).create();

    private Json() {
    }

    /** An object that says what it is. */
    static JsonObject object(String type) {
        JsonObject object = new JsonObject();
        object.addProperty("type", type);
        return object;
    }

    /** A record's object, with its type in front. */
    static JsonObject object(String type, Record values) {
        JsonObject object = object(type);
        GSON.toJsonTree(values).getAsJsonObject().asMap().forEach(object::add);
        return object;
    }

    static JsonObject job(String type, JobView job) {
        JsonObject object = object(type, job);
        if (job.temperatureCelsius() == Integer.MIN_VALUE) {
            object.add("temperatureCelsius", JsonNull.INSTANCE);
        }
        if (job.remainingSeconds() < 0) {
            object.add("remainingSeconds", JsonNull.INSTANCE);
        }
        object.addProperty("complete", job.complete());
        return object;
    }

    static JsonElement tree(Object value) {
        return GSON.toJsonTree(value);
    }

    /** In ASCII, so that it is the same text whatever the encoding of the terminal. */
    static void print(PrintWriter out, JsonElement element) {
        StringBuilder line = new StringBuilder();
        GSON.toJson(element).chars().forEach(c -> {
            if (c < 0x7F) {
                line.append((char) c);
            } else {
                line.append(String.format(Locale.ROOT, "\\u%04x", c));
            }
        });
        out.println(line);
    }

    private static JsonElement number(double number) {
        return Double.isFinite(number) ? new JsonPrimitive(number) : JsonNull.INSTANCE;
    }

    private static String name(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
