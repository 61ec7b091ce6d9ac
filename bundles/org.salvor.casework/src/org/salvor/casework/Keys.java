package org.salvor.casework;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.salvor.imaging.plan.Finding;
import org.salvor.imaging.plan.YamlNode;
import org.salvor.imaging.plan.YamlText;

/**
 * The keys of a group in a YAML file that Salvor wrote itself. All are expected; others are ignored. The first thing that is wrong ends
 * the reading.
 */
final class Keys {
    private final YamlNode.Mapping mapping;

    private Keys(YamlNode.Mapping mapping) {
        this.mapping = mapping;
    }

    interface Reader<T> {
        T read(Keys keys) throws JobYamlException;
    }

    static Keys root(String yaml) throws JobYamlException {
        YamlText text = YamlText.read(yaml);
        if (!text.findings().isEmpty()) {
            Finding first = text.findings().getFirst();
            throw new JobYamlException("line " + first.line() + ", column " + first.column() + " cannot be read: " + first.sentence(),
                    false);
        }
        if (text.root().isEmpty()) {
            throw new JobYamlException("it is empty", false);
        }
        return of(text.root().get());
    }

    private static Keys of(YamlNode node) throws JobYamlException {
        if (node instanceof YamlNode.Mapping group) {
            return new Keys(group);
        }
        throw new JobYamlException("line " + node.line() + " has " + node.kind() + " where keys belong", false);
    }

    boolean has(String key) {
        return mapping.get(key) != null;
    }

    private YamlNode node(String key) throws JobYamlException {
        YamlNode node = mapping.get(key);
        if (node == null) {
            throw new JobYamlException("\"" + key + "\" is missing in line " + mapping.line() + " and after", false);
        }
        return node;
    }

    JobYamlException wrong(String key, String how) throws JobYamlException {
        YamlNode node = node(key);
        return new JobYamlException("line " + node.line() + ", column " + node.column() + ": \"" + key + "\" " + how, false);
    }

    Keys keys(String key) throws JobYamlException {
        return of(node(key));
    }

    String text(String key) throws JobYamlException {
        if (node(key) instanceof YamlNode.Scalar scalar) {
            return scalar.text();
        }
        throw wrong(key, "is not a text");
    }

    boolean truth(String key) throws JobYamlException {
        return switch (text(key)) {
        case "true" -> true;
        case "false" -> false;
        default -> throw wrong(key, "is neither true nor false");
        };
    }

    /** A number from 0 on. */
    long number(String key) throws JobYamlException {
        return number(key, Long.MAX_VALUE);
    }

    /** A number from 0 to {@code most}. */
    long number(String key, long most) throws JobYamlException {
        String text = text(key);
        if (text.matches("\\d{1,18}") && Long.parseLong(text) <= most) {
            return Long.parseLong(text);
        }
        throw wrong(key, "is not a number from 0 to " + most);
    }

    /** A number from 1 on that fits an int. */
    int positive(String key) throws JobYamlException {
        long number = number(key, Integer.MAX_VALUE);
        if (number < 1) {
            throw wrong(key, "is not 1 or more");
        }
        return (int) number;
    }

    Instant instant(String key) throws JobYamlException {
        Instant instant = JobYaml.instant(text(key));
        if (instant == null) {
            throw wrong(key, "is not a time");
        }
        return instant;
    }

    List<String> texts(String key) throws JobYamlException {
        List<String> texts = new ArrayList<>();
        for (YamlNode item : items(key)) {
            if (!(item instanceof YamlNode.Scalar scalar)) {
                throw wrong(key, "is not a list of texts");
            }
            texts.add(scalar.text());
        }
        return texts;
    }

    <T> List<T> list(String key, Reader<T> reader) throws JobYamlException {
        List<T> list = new ArrayList<>();
        for (YamlNode item : items(key)) {
            list.add(reader.read(of(item)));
        }
        return list;
    }

    private List<YamlNode> items(String key) throws JobYamlException {
        if (node(key) instanceof YamlNode.Sequence sequence) {
            return sequence.items();
        }
        throw wrong(key, "is not a list");
    }
}
