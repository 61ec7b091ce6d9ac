package org.salvor.drive.simulated;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.salvor.drive.spi.DriveAddress;
import org.salvor.drive.spi.DriveOpenException;

/**
 * Everything that makes one simulated drive, as an address says it: {@code sim:PROFILE?option=value&…}.
 * <table>
 * <caption>Options</caption>
 * <tr><th>option</th><th>values</th><th>without it</th></tr>
 * <tr><td>seed</td><td>a whole number ≥ 0: another seed is another drive</td><td>1</td></tr>
 * <tr><td>size</td><td>{@code 64GiB}, {@code 500MB}, {@code 4000000sectors}</td><td>1 GiB</td></tr>
 * <tr><td>sector</td><td>{@code 512}, {@code 512e}, {@code 4kn}, {@code 520}</td><td>512</td></tr>
 * <tr><td>clock</td><td>{@code virtual}: time is only counted; {@code real}: the host waits</td><td>virtual</td></tr>
 * <tr><td>speed</td><td>drive seconds in a real second, with {@code clock=real}</td><td>1</td></tr>
 * <tr><td>bytes</td><td>{@code all}, or {@code none}: no data moves, only time is kept</td><td>all</td></tr>
 * <tr><td>fault</td><td>{@code identity-change}, {@code garbage}: one more thing that goes wrong after a reset</td><td></td></tr>
 * <tr><td>hpa</td><td>a size at the end of the drive that a host protected area hides</td><td>none</td></tr>
 * <tr><td>dco</td><td>a size at the end of the drive that a configuration overlay hides</td><td>none</td></tr>
 * <tr><td>password</td><td>up to 32 letters, digits and hyphens: the drive is locked with this user password</td><td>none</td></tr>
 * <tr><td>lba</td><td>{@code 48}, or {@code 28}: an old drive without 48-bit commands, of 128 GiB at most</td><td>48</td></tr>
 * <tr><td>a parameter</td><td>any key of {@link Parameter} with a number: changes the profile for this drive</td><td></td></tr>
 * </table>
 *
 * @param profile the profile, with the changes that the address asks for
 * @param seed which drive of that kind, ≥ 0
 * @param sectorCount logical sectors, ≥ 1
 * @param format sector sizes
 * @param realClock whether the host waits for the drive
 * @param speed drive seconds in a real second, > 0
 * @param movesBytes whether data moves
 * @param hiddenByHost sectors that the host protected area hides
 * @param hiddenByOverlay sectors that the configuration overlay hides
 * @param password user password, empty for none
 * @param wideAddresses whether the drive has 48-bit commands
 */
public record DriveSetup(Profile profile, long seed, long sectorCount, SectorFormat format, boolean realClock, double speed,
        boolean movesBytes, long hiddenByHost, long hiddenByOverlay, String password, boolean wideAddresses) {
    private static final Pattern SIZE = Pattern.compile("(\\d+(?:\\.\\d+)?)(B|kB|MB|GB|TB|KiB|MiB|GiB|TiB|sectors)");
    private static final BigDecimal LARGEST_BYTES = BigDecimal.valueOf(1L << 50);
    static final String USUAL_SIZE = "1GiB";
    private static final long MOST_28 = 1L << 28;

    /**
     * Reads an address of scheme {@code sim}.
     *
     * @throws DriveOpenException when it asks for what there is not
     */
    public static DriveSetup of(DriveAddress address) throws DriveOpenException {
        Profile profile = Profiles.find(address.path()).orElse(null);
        if (profile == null) {
            throw new DriveOpenException(Profiles.unknown(address.path()));
        }
        Map<String, String> options = new LinkedHashMap<>(address.options());
        long seed = seed(take(options, "seed", "1"));
        String word = take(options, "sector", "512");
        SectorFormat format = SectorFormat.of(word).orElseThrow(() -> wrong("sector", word, "512, 512e, 4kn or 520"));
        long sectors = sectors(take(options, "size", USUAL_SIZE), format);
        boolean real = either("clock", take(options, "clock", "virtual"), "real", "virtual");
        double speed = speed(take(options, "speed", "1"), real);
        boolean bytes = either("bytes", take(options, "bytes", "all"), "all", "none");
        boolean wide = either("lba", take(options, "lba", "48"), "48", "28");
        String password = password(take(options, "password", ""));
        String hpa = options.remove("hpa");
        String dco = options.remove("dco");
        long byHost = hpa == null ? 0 : sectors(hpa, format);
        long byOverlay = dco == null ? 0 : sectors(dco, format);
        if (byHost + byOverlay >= sectors) {
            throw new DriveOpenException(
                    "A drive of " + sectors + " sectors cannot hide " + (byHost + byOverlay) + " of them; give a smaller hpa or dco.");
        }
        if (!wide && sectors > MOST_28) {
            throw new DriveOpenException("A drive with lba=28 has 128GiB of 512 bytes at most; give a smaller size.");
        }
        String fault = options.remove("fault");
        profile = fault == null ? profile : fault(profile, fault);
        for (Map.Entry<String, String> option : options.entrySet()) {
            profile = changed(profile, option.getKey(), option.getValue());
        }
        return new DriveSetup(profile, seed, sectors, format, real, speed, bytes, byHost, byOverlay, password, wide);
    }

    /** Profile, version, size and seed in a sentence, as every figure needs them. */
    public String words() {
        return "Simulated drive %s version %d%s, %d sectors of %d bytes, seed %d.".formatted(profile.name(), profile.version(),
                profile.changed() ? " (changed)" : "", sectorCount, format.logicalBytes(), seed);
    }

    private static String take(Map<String, String> options, String name, String usual) {
        String value = options.remove(name);
        return value == null ? usual : value;
    }

    private static String password(String value) throws DriveOpenException {
        if (!value.matches("[A-Za-z0-9-]{0,32}")) {
            throw new DriveOpenException("The option password of a simulated drive takes up to 32 letters, digits and hyphens.");
        }
        return value;
    }

    private static long seed(String value) throws DriveOpenException {
        if (!value.matches("\\d{1,18}")) {
            throw wrong("seed", value, "a whole number from 0 to 10^18 - 1");
        }
        return Long.parseLong(value);
    }

    private static double speed(String value, boolean real) throws DriveOpenException {
        double speed = number(value).filter(number -> number > 0 && number <= 1e6)
                .orElseThrow(() -> wrong("speed", value, "a number above 0, at most 1000000"));
        if (speed != 1 && !real) {
            throw new DriveOpenException("The option speed=" + value + " needs clock=real, as a virtual clock does not wait.");
        }
        return speed;
    }

    private static boolean either(String option, String value, String yes, String no) throws DriveOpenException {
        if (!value.equals(yes) && !value.equals(no)) {
            throw wrong(option, value, yes + " or " + no);
        }
        return value.equals(yes);
    }

    private static Profile fault(Profile profile, String value) throws DriveOpenException {
        return switch (value) {
        case "identity-change" -> profile.with(Parameter.IDENTITY_CHANGE, 1);
        case "garbage" -> profile.with(Parameter.GARBAGE, 1);
        default -> throw wrong("fault", value, "identity-change or garbage");
        };
    }

    private static Profile changed(Profile profile, String key, String value) throws DriveOpenException {
        Parameter parameter = Profiles.parameter(key)
                .orElseThrow(
                        () -> new DriveOpenException("A simulated drive has no option \"" + key + "\"; it has seed, size, sector, clock, "
                                + "speed, bytes, fault, hpa, dco, password, lba and the parameters that \"salvor sim describe\" lists."));
        double number = number(value).orElseThrow(() -> wrong(key, value, "a number of " + parameter.unit()));
        try {
            return profile.with(parameter, number);
        } catch (IllegalArgumentException e) {
            throw new DriveOpenException(e.getMessage(), e);
        }
    }

    private static long sectors(String size, SectorFormat format) throws DriveOpenException {
        Matcher matcher = SIZE.matcher(size);
        if (!matcher.matches()) {
            throw wrong("size", size, "a number with B, kB, MB, GB, TB, KiB, MiB, GiB, TiB or sectors, such as 64GiB");
        }
        BigDecimal number = new BigDecimal(matcher.group(1));
        BigDecimal unit = BigDecimal.valueOf(switch (matcher.group(2)) {
        case "kB" -> 1_000L;
        case "MB" -> 1_000_000L;
        case "GB" -> 1_000_000_000L;
        case "TB" -> 1_000_000_000_000L;
        case "KiB" -> 1L << 10;
        case "MiB" -> 1L << 20;
        case "GiB" -> 1L << 30;
        case "TiB" -> 1L << 40;
        case "sectors" -> format.logicalBytes();
        default -> 1L;
        });
        BigDecimal bytes = number.multiply(unit);
        if (bytes.compareTo(LARGEST_BYTES) > 0) {
            throw new DriveOpenException("A simulated drive of " + size + " is too large; the largest has 1024TiB.");
        }
        long perPhysical = format.physicalBytes() / format.logicalBytes();
        long sectors = bytes.longValue() / format.logicalBytes() / perPhysical * perPhysical;
        if (sectors < 1) {
            throw new DriveOpenException(
                    "A simulated drive of " + size + " has no sector of " + format.physicalBytes() + " bytes; give a larger size.");
        }
        return sectors;
    }

    private static Optional<Double> number(String value) {
        return value.matches("-?\\d{1,15}(\\.\\d{1,15})?") ? Optional.of(Double.valueOf(value)) : Optional.empty();
    }

    private static DriveOpenException wrong(String option, String value, String wanted) {
        return new DriveOpenException("The option " + option + " of a simulated drive takes " + wanted + ", not \"" + value + "\".");
    }
}
