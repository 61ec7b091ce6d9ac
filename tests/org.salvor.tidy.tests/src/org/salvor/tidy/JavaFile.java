package org.salvor.tidy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.List;

import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.Trees;

/**
 * A Java file as its parser sees it.
 *
 * @param path its path in the tree
 * @param text its text
 * @param unit its syntax
 * @param trees finds positions in the syntax
 */
record JavaFile(String path, String text, CompilationUnitTree unit, Trees trees) {

    static List<JavaFile> in(Tree tree) {
        return tree.matching("(bundles|tests)/.*\\.java").map(file -> parse(file.getKey(), file.getValue())).toList();
    }

    private static JavaFile parse(String path, String text) {
        var compiler = ToolProvider.getSystemJavaCompiler();
        var source = new Source(path, text);
        var task = (JavacTask) compiler.getTask(null, null, problem -> {
        }, List.of("-proc:none"), null, List.of(source));
        try {
            return new JavaFile(path, text, task.parse().iterator().next(), Trees.instance(task));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The bundle that the file belongs to. */
    String bundle() {
        return path.split("/")[1];
    }

    boolean isForTests() {
        return path.startsWith("tests/");
    }

    /** The line that something begins in, from 1. */
    long firstLine(com.sun.source.tree.Tree part) {
        return unit.getLineMap().getLineNumber(trees.getSourcePositions().getStartPosition(unit, part));
    }

    /** The line that something ends in, from 1. */
    long lastLine(com.sun.source.tree.Tree part) {
        return unit.getLineMap().getLineNumber(trees.getSourcePositions().getEndPosition(unit, part));
    }

    String at(com.sun.source.tree.Tree part) {
        return path + ":" + firstLine(part);
    }

    private static final class Source extends SimpleJavaFileObject {

        private final String text;

        Source(String path, String text) {
            super(URI.create("tree:///" + path), Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }
}
