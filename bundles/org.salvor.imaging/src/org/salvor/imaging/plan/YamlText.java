package org.salvor.imaging.plan;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * Reads YAML texts from outside without trusting them: limited in size and depth, one document, no aliases, no key twice, no types.
 *
 * @param root what the text says; empty when it says nothing or cannot be read
 * @param findings what is wrong with it as YAML
 */
public record YamlText(Optional<YamlNode> root, List<Finding> findings) {
    private static final int MOST_CHARACTERS = 1 << 20;
    private static final int DEEPEST = 24;

    /** Reads a text; whatever it holds, this returns. */
    public static YamlText read(String text) {
        return read(text, MOST_CHARACTERS);
    }

    static YamlText read(String text, int mostCharacters) {
        if (text.length() > mostCharacters) {
            return new YamlText(Optional.empty(), List.of(new Finding(1, 1, "The text has more than " + mostCharacters + " characters.")));
        }
        Builder builder = new Builder();
        try {
            LoadSettings settings = LoadSettings.builder().setCodePointLimit(mostCharacters + 1).build();
            for (Event event : new Parse(settings).parseString(text)) {
                if (!builder.take(event)) {
                    break;
                }
            }
        } catch (MarkedYamlEngineException e) {
            Optional<Mark> mark = e.getProblemMark();
            builder.findings.add(new Finding(mark.map(m -> m.getLine() + 1).orElse(1), mark.map(m -> m.getColumn() + 1).orElse(1),
                    "This is not YAML: " + Words.oneLine(String.valueOf(e.getProblem())) + "."));
        } catch (YamlEngineException e) {
            builder.findings.add(new Finding(1, 1, "This is not YAML: " + Words.oneLine(String.valueOf(e.getMessage())) + "."));
        }
        return new YamlText(Optional.ofNullable(builder.findings.isEmpty() || builder.whole ? builder.root : null),
                List.copyOf(builder.findings));
    }

    /** A text as a YAML scalar in double quotes; everything that is not plainly visible is escaped. */
    public static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        text.codePoints().forEach(c -> {
            switch (c) {
            case '"', '\\' -> quoted.append('\\').appendCodePoint(c);
            case '\n' -> quoted.append("\\n");
            case '\t' -> quoted.append("\\t");
            default -> {
                if (c >= 0x20 && c < 0x7F || Character.isLetterOrDigit(c)) {
                    quoted.appendCodePoint(c);
                } else if (c >= 0xD800 && c < 0xE000) {
                    quoted.append("\\ufffd");
                } else {
                    quoted.append(c < 0x10000 ? "\\u%04x".formatted(c) : "\\U%08x".formatted(c));
                }
            }
            }
        });
        return quoted.append('"').toString();
    }

    /** Puts the tree together without recursion. */
    private static final class Builder {
        private final List<Finding> findings = new ArrayList<>();
        private final Deque<Open> open = new ArrayDeque<>();
        private YamlNode root;
        private boolean whole;
        private int documents;

        /** A list or mapping that has not ended. {@code members} is null for a list. */
        private static final class Open {
            final List<YamlNode> items = new ArrayList<>();
            final List<YamlNode.Member> members;
            final int line;
            final int column;
            YamlNode.Scalar key;
            boolean keyTwice;
            boolean keyRead;

            Open(boolean mapping, int line, int column) {
                members = mapping ? new ArrayList<>() : null;
                this.line = line;
                this.column = column;
            }
        }

        /** False when reading on makes no sense. */
        boolean take(Event event) {
            int line = event.getStartMark().map(mark -> mark.getLine() + 1).orElse(1);
            int column = event.getStartMark().map(mark -> mark.getColumn() + 1).orElse(1);
            switch (event.getEventId()) {
            case Scalar -> add(new YamlNode.Scalar(((ScalarEvent) event).getValue(), line, column));
            case Alias -> {
                findings.add(new Finding(line, column,
                        "Aliases (*" + ((AliasEvent) event).getAlias() + ") are not taken; write the values out."));
                add(new YamlNode.Scalar("", line, column));
            }
            case SequenceStart, MappingStart -> {
                if (open.size() >= DEEPEST) {
                    findings.add(new Finding(line, column, "This is nested more than " + DEEPEST + " levels deep."));
                    return false;
                }
                open.push(new Open(event.getEventId() == Event.ID.MappingStart, line, column));
            }
            case SequenceEnd, MappingEnd -> {
                Open done = open.pop();
                add(done.members == null ? new YamlNode.Sequence(List.copyOf(done.items), done.line, done.column)
                        : new YamlNode.Mapping(List.copyOf(done.members), done.line, done.column));
            }
            case DocumentStart -> {
                if (++documents > 1) {
                    findings.add(new Finding(line, column, "A second document begins here; there may be one only."));
                    return false;
                }
            }
            case StreamEnd -> whole = true;
            case StreamStart, DocumentEnd, Comment -> {
            }
            }
            return true;
        }

        private void add(YamlNode node) {
            Open parent = open.peek();
            if (parent == null) {
                root = node;
            } else if (parent.members == null) {
                parent.items.add(node);
            } else if (!parent.keyRead) {
                key(parent, node);
            } else {
                if (!parent.keyTwice) {
                    parent.members.add(new YamlNode.Member(parent.key, node));
                }
                parent.keyRead = false;
            }
        }

        private void key(Open parent, YamlNode node) {
            parent.keyRead = true;
            parent.keyTwice = false;
            if (node instanceof YamlNode.Scalar scalar) {
                parent.key = scalar;
                for (YamlNode.Member member : parent.members) {
                    if (member.key().text().equals(scalar.text())) {
                        findings.add(new Finding(scalar.line(), scalar.column(),
                                "\"" + Words.shortened(scalar.text()) + "\" is here for the second time; it stands in line "
                                        + member.key().line() + " already."));
                        parent.keyTwice = true;
                    }
                }
            } else {
                findings.add(new Finding(node.line(), node.column(), "A key must be a word, not " + node.kind() + "."));
                parent.key = new YamlNode.Scalar("", node.line(), node.column());
                parent.keyTwice = true;
            }
        }
    }
}
