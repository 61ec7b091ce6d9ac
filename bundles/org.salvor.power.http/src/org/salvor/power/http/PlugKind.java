package org.salvor.power.http;

import com.google.gson.JsonObject;
import java.util.Optional;
import java.util.OptionalDouble;
import org.salvor.power.Measured;
import org.salvor.power.device.Answers;

/** What a make of plugs is asked, and how it answers. Outlets are counted from 1 here and as the maker does there. */
enum PlugKind {
    /** Tasmota: commands of its console over {@code /cm}. */
    TASMOTA {
        @Override
        String set(int outlet, boolean on) {
            return "/cm?cmnd=Power" + outlet + "%20" + (on ? "On" : "Off");
        }

        @Override
        String ask(int outlet) {
            return "/cm?cmnd=Power" + outlet;
        }

        @Override
        Optional<Boolean> state(JsonObject answer, int outlet) {
            String numbered = text(answer, "POWER" + outlet);
            String state = numbered.isEmpty() && outlet == 1 ? text(answer, "POWER") : numbered; // a plug with one outlet does not number it
            return state.equals("ON") ? Optional.of(true) : state.equals("OFF") ? Optional.of(false) : Optional.empty();
        }

        @Override
        String measure(int outlet) {
            return "/cm?cmnd=Status%208";
        }

        @Override
        Measured measured(JsonObject answer) {
            JsonObject energy = object(object(answer, "StatusSNS"), "ENERGY");
            return new Measured(number(energy, "Voltage"), number(energy, "Current"));
        }
    },
    /** Shelly, second generation and later: remote calls over {@code /rpc}. */
    SHELLY {
        @Override
        String set(int outlet, boolean on) {
            return "/rpc/Switch.Set?id=" + (outlet - 1) + "&on=" + on;
        }

        @Override
        String ask(int outlet) {
            return "/rpc/Switch.GetStatus?id=" + (outlet - 1);
        }

        @Override
        Optional<Boolean> state(JsonObject answer, int outlet) {
            return truth(answer, "output");
        }

        @Override
        String measure(int outlet) {
            return ask(outlet);
        }

        @Override
        Measured measured(JsonObject answer) {
            return new Measured(number(answer, "voltage"), number(answer, "current"));
        }
    },
    /** Shelly, first generation. */
    SHELLY1 {
        @Override
        String set(int outlet, boolean on) {
            return "/relay/" + (outlet - 1) + "?turn=" + (on ? "on" : "off");
        }

        @Override
        String ask(int outlet) {
            return "/relay/" + (outlet - 1);
        }

        @Override
        Optional<Boolean> state(JsonObject answer, int outlet) {
            return truth(answer, "ison");
        }

        @Override
        String measure(int outlet) {
            return "";
        }

        @Override
        Measured measured(JsonObject answer) {
            return Measured.NONE;
        }
    };

    /** Path that switches an outlet. */
    abstract String set(int outlet, boolean on);

    /** Path that asks for an outlet. */
    abstract String ask(int outlet);

    /** Whether the outlet is on, by an answer to {@link #ask}; empty when the answer does not say. */
    abstract Optional<Boolean> state(JsonObject answer, int outlet);

    /** Path that asks what is measured; empty when nothing is. */
    abstract String measure(int outlet);

    abstract Measured measured(JsonObject answer);

    private static String text(JsonObject object, String key) {
        return object.get(key) != null && object.get(key).isJsonPrimitive() ? object.get(key).getAsString() : "";
    }

    private static Optional<Boolean> truth(JsonObject object, String key) {
        return switch (text(object, key)) {
        case "true" -> Optional.of(true);
        case "false" -> Optional.of(false);
        default -> Optional.empty();
        };
    }

    private static OptionalDouble number(JsonObject object, String key) {
        return Answers.number(text(object, key));
    }

    private static JsonObject object(JsonObject object, String key) {
        return object.get(key) != null && object.get(key).isJsonObject() ? object.getAsJsonObject(key) : new JsonObject();
    }
}
