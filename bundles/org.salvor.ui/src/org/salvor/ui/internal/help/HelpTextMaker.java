package org.salvor.ui.internal.help;

import java.util.ArrayList;
import java.util.List;
import org.commonmark.ext.gfm.tables.TableBlock;
import org.commonmark.ext.gfm.tables.TableCell;
import org.commonmark.ext.gfm.tables.TableHead;
import org.commonmark.ext.gfm.tables.TableRow;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.BulletList;
import org.commonmark.node.Code;
import org.commonmark.node.CustomBlock;
import org.commonmark.node.CustomNode;
import org.commonmark.node.Emphasis;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.HardLineBreak;
import org.commonmark.node.Heading;
import org.commonmark.node.IndentedCodeBlock;
import org.commonmark.node.Link;
import org.commonmark.node.ListItem;
import org.commonmark.node.Node;
import org.commonmark.node.OrderedList;
import org.commonmark.node.Paragraph;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.StrongEmphasis;
import org.commonmark.node.Text;
import org.commonmark.parser.Parser;
import org.salvor.ui.internal.help.HelpText.Indent;
import org.salvor.ui.internal.help.HelpText.Kind;
import org.salvor.ui.internal.help.HelpText.Mark;

/** Makes text that can be shown without a browser from a page in Markdown. */
final class HelpTextMaker extends AbstractVisitor {
    private static final Parser PARSER = Parser.builder().extensions(List.of(TablesExtension.create())).build();
    private static final String BETWEEN_CELLS = "  \u2013  ";

    private final StringBuilder text = new StringBuilder();
    private final List<Mark> marks = new ArrayList<>();
    private final List<Indent> indents = new ArrayList<>();
    private int depth;
    private int number;

    private HelpTextMaker() {
    }

    static HelpText make(String markdown) {
        HelpTextMaker maker = new HelpTextMaker();
        PARSER.parse(markdown).accept(maker);
        return new HelpText(maker.text.toString().stripTrailing(), List.copyOf(maker.marks), List.copyOf(maker.indents));
    }

    private void marked(Node node, Kind kind, String target) {
        int start = text.length();
        visitChildren(node);
        marks.add(new Mark(start, text.length() - start, kind, target));
    }

    private void beginLine() {
        if (depth > 0) {
            indents.add(new Indent(text.length(), depth));
        }
    }

    @Override
    public void visit(Heading heading) {
        text.append(text.isEmpty() ? "" : "\n");
        marked(heading, heading.getLevel() == 1 ? Kind.TITLE : Kind.HEADING, "");
        text.append('\n');
    }

    @Override
    public void visit(Paragraph paragraph) {
        boolean inList = paragraph.getParent() instanceof ListItem;
        if (!inList) {
            beginLine();
        }
        visitChildren(paragraph);
        text.append(inList ? "\n" : "\n\n");
    }

    @Override
    public void visit(BulletList list) {
        list(list, 0);
    }

    @Override
    public void visit(OrderedList list) {
        list(list, list.getMarkerStartNumber() == null ? 1 : list.getMarkerStartNumber());
    }

    private void list(Node list, int firstNumber) {
        int outer = number;
        number = firstNumber;
        depth++;
        visitChildren(list);
        depth--;
        number = outer;
        text.append(depth == 0 ? "\n" : "");
    }

    @Override
    public void visit(ListItem item) {
        beginLine();
        text.append(number == 0 ? "\u2022  " : number++ + ".  ");
        visitChildren(item);
    }

    @Override
    public void visit(FencedCodeBlock block) {
        code(block.getLiteral());
    }

    @Override
    public void visit(IndentedCodeBlock block) {
        code(block.getLiteral());
    }

    private void code(String literal) {
        int start = text.length();
        depth++;
        literal.stripTrailing().lines().forEach(line -> {
            beginLine();
            text.append(line).append('\n');
        });
        depth--;
        marks.add(new Mark(start, text.length() - start, Kind.CODE, ""));
        text.append('\n');
    }

    @Override
    public void visit(CustomBlock block) {
        visitChildren(block);
        if (block instanceof TableBlock) {
            text.append('\n');
        }
    }

    @Override
    public void visit(CustomNode node) {
        switch (node) {
        case TableHead head -> marked(head, Kind.STRONG, "");
        case TableRow row -> row(row);
        default -> visitChildren(node);
        }
    }

    private void row(TableRow row) {
        depth++;
        beginLine();
        depth--;
        for (Node cell = row.getFirstChild(); cell != null; cell = cell.getNext()) {
            int start = text.length();
            visitChildren(cell);
            boolean named = cell == row.getFirstChild() && !(row.getParent() instanceof TableHead);
            if (named && cell instanceof TableCell) {
                marks.add(new Mark(start, text.length() - start, Kind.STRONG, ""));
            }
            text.append(cell.getNext() == null ? "\n" : BETWEEN_CELLS);
        }
    }

    @Override
    public void visit(Text words) {
        text.append(words.getLiteral());
    }

    @Override
    public void visit(Code code) {
        marks.add(new Mark(text.length(), code.getLiteral().length(), Kind.CODE, ""));
        text.append(code.getLiteral());
    }

    @Override
    public void visit(Emphasis emphasis) {
        marked(emphasis, Kind.EMPHASIS, "");
    }

    @Override
    public void visit(StrongEmphasis emphasis) {
        marked(emphasis, Kind.STRONG, "");
    }

    @Override
    public void visit(Link link) {
        marked(link, Kind.LINK, link.getDestination());
    }

    @Override
    public void visit(SoftLineBreak ends) {
        text.append(' ');
    }

    @Override
    public void visit(HardLineBreak ends) {
        text.append('\n');
    }
}
