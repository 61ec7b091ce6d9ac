package org.salvor.imaging.plan;

import java.util.List;

/** A piece of a YAML text with its place in it. Nothing is interpreted: every scalar is its text. Line and column count from 1. */
public sealed interface YamlNode {

    int line();

    int column();

    /** A single value, as text; the empty text where nothing stands. */
    record Scalar(String text, int line, int column) implements YamlNode {
    }

    /** A list. */
    record Sequence(List<YamlNode> items, int line, int column) implements YamlNode {
    }

    /** Keys and values in the order of the text, no key twice. */
    record Mapping(List<Member> members, int line, int column) implements YamlNode {

        /** The value of a key, or null. */
        public YamlNode get(String key) {
            for (Member member : members) {
                if (member.key().text().equals(key)) {
                    return member.value();
                }
            }
            return null;
        }
    }

    /** One key with its value. */
    record Member(Scalar key, YamlNode value) {
    }

    /** What stands here, for a sentence. */
    default String kind() {
        return switch (this) {
        case Scalar scalar -> scalar.text().isEmpty() ? "nothing" : "\"" + Words.shortened(scalar.text()) + "\"";
        case Sequence _ -> "a list";
        case Mapping _ -> "a group of keys";
        };
    }
}
