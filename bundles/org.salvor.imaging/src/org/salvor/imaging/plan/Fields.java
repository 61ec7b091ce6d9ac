package org.salvor.imaging.plan;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * The keys of one group in a YAML text, read one by one. What is wrong goes to the findings and a stand-in value comes back, so that
 * reading goes on and finds everything in one run. One thread.
 */
final class Fields {
    private final String what;
    private final YamlNode node;
    private final YamlNode.Mapping mapping;
    private final List<Finding> findings;

    /**
     * @param what what the group is, for sentences, such as {@code a pass}
     * @param node the group, which may turn out to be something else
     * @param known all keys that it may have
     */
    Fields(String what, YamlNode node, List<Finding> findings, String... known) {
        this.what = what;
        this.node = node;
        this.findings = findings;
        if (node instanceof YamlNode.Mapping group) {
            mapping = group;
            for (YamlNode.Member member : group.members()) {
                String key = member.key().text();
                if (!Arrays.asList(known).contains(key)) {
                    add(member.key(), "\"" + Words.shortened(key) + "\" is not a key of " + what + "." + hint(key, known));
                }
            }
        } else {
            mapping = new YamlNode.Mapping(List.of(), node.line(), node.column());
            add(node, "Here belong the keys of " + what + ", not " + node.kind() + ".");
        }
    }

    private static String hint(String key, String... known) {
        return key.matches("\\d{3}") ? " Between braces a comma ends a value; write large numbers without commas there."
                : Words.hint(key, Arrays.asList(known));
    }

    void add(YamlNode at, String sentence) {
        findings.add(new Finding(at.line(), at.column(), sentence));
    }

    /** Notes something about the value of a key, or about the group where the key is not there. */
    void addAt(String key, String sentence) {
        YamlNode value = mapping.get(key);
        add(value == null ? node : value, sentence);
    }

    boolean has(String key) {
        return mapping.get(key) != null;
    }

    /** The value of a key, or null when it is not there. */
    YamlNode node(String key) {
        return mapping.get(key);
    }

    /** The value of a key that must be there; null, with a finding, when it is not. */
    YamlNode needed(String key) {
        YamlNode value = mapping.get(key);
        if (value == null && node instanceof YamlNode.Mapping) {
            add(node, "\"" + key + "\" is missing in " + what + ".");
        }
        return value;
    }

    /** A value that is not there counts as {@code absent}, one that is wrong too. */
    <T> T value(String key, T absent, Function<String, T> parser) {
        return parsed(key, mapping.get(key), absent, parser);
    }

    /** A value that must be there. */
    <T> T neededValue(String key, T standIn, Function<String, T> parser) {
        return parsed(key, needed(key), standIn, parser);
    }

    /** One of some words. */
    <T> T word(String key, T absent, Map<String, T> words) {
        return value(key, absent, text -> choose(key, text, words));
    }

    /** A list of words; a single word counts as a list of one. */
    <T> List<T> words(String key, Map<String, T> words) {
        return each(key, text -> choose(key, text, words));
    }

    /** A list of values; a single value counts as a list of one. */
    <T> List<T> each(String key, Function<String, T> parser) {
        List<T> values = new ArrayList<>();
        for (YamlNode item : items(key)) {
            T value = parsed(key, item, null, parser);
            if (value != null) {
                values.add(value);
            }
        }
        return values;
    }

    /** The items of a list; a single value counts as a list of one, a missing one as none. */
    List<YamlNode> items(String key) {
        return switch (mapping.get(key)) {
        case null -> List.of();
        case YamlNode.Sequence list -> list.items();
        case YamlNode.Scalar scalar when scalar.text().isEmpty() -> List.of();
        case YamlNode other -> List.of(other);
        };
    }

    /** Whether the value of a key is exactly this word. */
    boolean says(String key, String word) {
        return mapping.get(key) instanceof YamlNode.Scalar scalar && scalar.text().equals(word);
    }

    private <T> T parsed(String key, YamlNode value, T absent, Function<String, T> parser) {
        if (value == null) {
            return absent;
        }
        if (!(value instanceof YamlNode.Scalar scalar) || scalar.text().isEmpty()) {
            add(value, "\"" + key + "\" needs a value, not " + value.kind() + ".");
            return absent;
        }
        try {
            return parser.apply(scalar.text());
        } catch (IllegalArgumentException e) {
            add(value, e.getMessage());
            return absent;
        }
    }

    private static <T> T choose(String key, String text, Map<String, T> words) {
        T chosen = words.get(text);
        if (chosen == null) {
            throw new IllegalArgumentException(
                    "\"" + Words.shortened(text) + "\" is not a word for \"" + key + "\"." + Words.hint(text, words.keySet()));
        }
        return chosen;
    }

    /** Constants by the words that people write for them. */
    static <E extends Enum<E>> Map<String, E> wordsOf(E[] constants) {
        Map<String, E> words = new LinkedHashMap<>();
        for (E constant : constants) {
            words.put(Words.word(constant), constant);
        }
        return words;
    }
}
