package org.salvor.drive.simulated;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;

/** The profiles that come with Salvor: files beside this class. Any thread. */
public final class Profiles {
    private static final List<String> NAMES = List.of("healthy", "clustered", "dead-head", "weak-head", "scratch", "weak-sectors", "hangs",
            "slow-firmware", "flash-freezes", "wearing", "liar", "desktop");

    private Profiles() {
    }

    /** All profiles, the reference profiles first, in the order of their page. */
    public static List<Profile> list() {
        return NAMES.stream().map(Profiles::load).toList();
    }

    /** The profile of a name; empty when there is none. */
    public static Optional<Profile> find(String name) {
        return NAMES.contains(name) ? Optional.of(load(name)) : Optional.empty();
    }

    /**
     * A profile in words: its sentence, version and every parameter that matters to it, with value, unit and meaning, one a line.
     *
     * @throws IllegalArgumentException with a sentence, when there is no such profile
     */
    public static String describe(String name) {
        Profile profile = find(name).orElseThrow(() -> new IllegalArgumentException(unknown(name)));
        return "sim:%s%n%s%n%s".formatted(name, profile.sentence(), numbers(profile));
    }

    /** Version, usual size and seed, and every parameter that matters to a profile. */
    static String numbers(Profile profile) {
        StringBuilder text = new StringBuilder(
                "Version %d. Size %s and seed 1 unless the address says otherwise: sim:%s?size=64GiB&seed=7%n%n"
                        .formatted(profile.version(), DriveSetup.USUAL_SIZE, profile.name()));
        for (Parameter parameter : Parameter.values()) {
            if (matters(profile, parameter)) {
                text.append("  %-24s %10s %-15s %s%n".formatted(parameter.key(), plain(profile.value(parameter)), parameter.unit(),
                        parameter.meaning()));
            }
        }
        return text.append("%nEach may be changed for one drive: sim:%s?%s=%s%n".formatted(profile.name(), Parameter.FAILED_READ.key(),
                plain(profile.value(Parameter.FAILED_READ) / 2))).toString();
    }

    static String unknown(String name) {
        return "There is no simulated drive profile \"" + name + "\"; there are " + String.join(", ", NAMES) + ".";
    }

    /** A number without exponent and trailing zeros. */
    static String plain(double value) {
        BigDecimal decimal = BigDecimal.valueOf(value).stripTrailingZeros();
        return decimal.signum() == 0 ? "0" : decimal.toPlainString();
    }

    /**
     * A parameter of a fault matters when the fault is there: that is, when the parameter that its family is named after differs from none.
     */
    private static boolean matters(Profile profile, Parameter parameter) {
        return Stream.of(Parameter.values()).filter(root -> isFault(root) && parameter.key().startsWith(family(root)))
                .findFirst().map(root -> profile.value(root) != root.usual()).orElse(true);
    }

    private static boolean isFault(Parameter root) {
        return switch (root) {
        case CLUSTERED_PLACES, DEAD_HEAD, WEAK_HEAD, WEAR, SCRATCH_CROSSINGS, WEAK_MOST, HANG, SLOW_BYTES, FREEZE, VANISH, CRC, LIE,
                GARBAGE, IDENTITY_CHANGE -> true;
        default -> false;
        };
    }

    private static String family(Parameter root) {
        int dot = root.key().indexOf('.');
        return dot < 0 ? root.key() : root.key().substring(0, dot + 1);
    }

    private static Profile load(String name) {
        Properties file = new Properties();
        try (InputStream stream = Profiles.class.getResourceAsStream("profiles/" + name + ".properties")) {
            if (stream == null) {
                throw new IllegalStateException("the file of profile " + name + " is missing");
            }
            try (Reader reader = new InputStreamReader(stream, StandardCharsets.UTF_8)) {
                file.load(reader);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the file of profile " + name + " cannot be read", e);
        }
        return parse(name, file);
    }

    /** Takes every line of a profile's file, or says which one it cannot take. */
    static Profile parse(String name, Properties file) {
        Map<Parameter, Double> values = new EnumMap<>(Parameter.class);
        for (String key : file.stringPropertyNames()) {
            if (!key.equals("version") && !key.equals("sentence")) {
                Parameter parameter = parameter(key)
                        .orElseThrow(
                                () -> new IllegalArgumentException("The profile " + name + " has the unknown parameter \"" + key + "\"."));
                values.put(parameter, Double.valueOf(file.getProperty(key).strip()));
            }
        }
        return new Profile(name, Integer.parseInt(file.getProperty("version").strip()), file.getProperty("sentence").strip(), values,
                false);
    }

    static Optional<Parameter> parameter(String key) {
        return Stream.of(Parameter.values()).filter(parameter -> parameter.key().equals(key)).findFirst();
    }
}
