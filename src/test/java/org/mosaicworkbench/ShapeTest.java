package org.mosaicworkbench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.LineMap;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ModifiersTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreePathScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import javax.lang.model.element.Modifier;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The shape of the code: few parameters, short methods, and classes short enough to read in one sitting. */
class ShapeTest {

    private static final int PARAMETERS = 6;
    private static final int METHOD_LINES = 50;
    private static final int CLASS_LINES = 400;
    private static final int TASK_LINES = 260;

    /** Classes for a single formula or format, which are easier to read undivided. */
    private static final Set<String> LONG_CLASSES = Set.of("fits/FitsFile.java", "sky/Wcs.java");

    private static final Path SOURCES = Path.of("src/main/java/org/mosaicworkbench");
    private static final Set<String> found = new TreeSet<>();

    @BeforeAll
    static void readSources() throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null);
                Stream<Path> sources = Files.walk(SOURCES)) {
            List<Path> java =
                    sources.filter(file -> file.toString().endsWith(".java")).toList();
            JavacTask task = (JavacTask) compiler.getTask(
                    null, files, null, List.of("-proc:none"), null, files.getJavaFileObjectsFromPaths(java));
            SourcePositions positions = Trees.instance(task).getSourcePositions();
            for (CompilationUnitTree unit : task.parse()) {
                new Shapes(unit, positions).scan(unit, null);
            }
        }
    }

    /** Collects classes and methods in one source file that are too long or have too many parameters. */
    private static final class Shapes extends TreePathScanner<Void, Void> {

        private final String file;
        private final CompilationUnitTree unit;
        private final SourcePositions positions;
        private final LineMap lines;

        Shapes(CompilationUnitTree unit, SourcePositions positions) {
            this.file = SOURCES.toAbsolutePath()
                    .relativize(Path.of(unit.getSourceFile().toUri()))
                    .toString()
                    .replace('\\', '/');
            this.unit = unit;
            this.positions = positions;
            this.lines = unit.getLineMap();
        }

        @Override
        public Void visitCompilationUnit(CompilationUnitTree tree, Void nothing) {
            long length = lines.getLineNumber(positions.getEndPosition(unit, tree));
            if (length > (file.contains("/") ? CLASS_LINES : TASK_LINES) && !LONG_CLASSES.contains(file)) {
                found.add(file + " is too long");
            }
            return super.visitCompilationUnit(tree, null);
        }

        @Override
        public Void visitClass(ClassTree tree, Void nothing) {
            long components = tree.getKind() != Tree.Kind.RECORD
                    ? 0
                    : tree.getMembers().stream()
                            .filter(member -> member instanceof VariableTree field
                                    && !field.getModifiers().getFlags().contains(Modifier.STATIC))
                            .count();
            takes(components, tree.getSimpleName().toString(), tree.getModifiers());
            return super.visitClass(tree, null);
        }

        @Override
        public Void visitMethod(MethodTree tree, Void nothing) {
            boolean constructor = tree.getName().contentEquals("<init>");
            takes(
                    tree.getParameters().size(),
                    constructor ? enclosing() : tree.getName().toString(),
                    tree.getModifiers());
            if (tree.getBody() != null) {
                long length = lines.getLineNumber(positions.getEndPosition(unit, tree))
                        - lines.getLineNumber(positions.getStartPosition(unit, tree.getBody()))
                        + 1;
                if (length > METHOD_LINES) {
                    found.add(file + " " + tree.getName() + "() is too long");
                }
            }
            return super.visitMethod(tree, null);
        }

        private String enclosing() {
            return ((ClassTree) getCurrentPath().getParentPath().getLeaf())
                    .getSimpleName()
                    .toString();
        }

        private void takes(long parameters, String name, ModifiersTree modifiers) {
            if (parameters > PARAMETERS && !modifiers.getFlags().contains(Modifier.PRIVATE)) {
                found.add(file + " " + name + " takes too much");
            }
        }
    }

    @Test
    void nothingIsTooLongOrTakesTooMuch() {
        assertEquals(
                Set.of(),
                found,
                () -> "methods take at most " + PARAMETERS + " parameters and " + METHOD_LINES + " lines, classes "
                        + CLASS_LINES + " lines, tasks " + TASK_LINES + "; see CONTRIBUTING.md");
    }
}
