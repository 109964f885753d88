package dcgan.tensor.tornado;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.source.tree.BinaryTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.IfTree;
import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreeScanner;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;

/**
 * Kernels keep away from what TornadoVM's CUDA backend compiles to wrong code: several returns in a method that is inlined
 * (TornadoVM's issue 931), loops in both branches of an if (930), and shifts by 31 (947, 1104).
 */
class KernelShapesTest {

    private static final List<Path> SOURCES = List.of(
            Path.of("src/main/java/dcgan/tensor/tornado/kernels"),
            Path.of("target/generated-sources/kernels/dcgan/tensor/tornado/kernels"));

    @Test
    void noKernelHasAShapeThatIsCompiledToWrongCode() throws IOException {
        int files = 0;
        List<String> found = new ArrayList<>();
        for (Path folder : SOURCES) {
            try (Stream<Path> sources = Files.list(folder)) {
                for (Path source : sources.filter(file -> file.toString().endsWith(".java"))
                        .toList()) {
                    found.addAll(shapes(Files.readString(source)));
                    files++;
                }
            }
        }
        assertTrue(files > 10, "only " + files + " files");
        assertEquals(List.of(), found);
    }

    @Test
    void eachShapeIsFound() throws IOException {
        assertEquals(List.of("several returns in f"), shapes(inClass("if (a > 0) { return 1; } return 2;")));
        assertEquals(
                List.of("loops in both branches in f"),
                shapes(inClass(
                        "if (a > 0) { for (;;) { a++; } } else { if (a < 0) { while (true) { a--; } } } return a;")));
        assertEquals(List.of("a shift by 31 in f"), shapes(inClass("return a >>> 31;")));
        assertEquals(List.of("a shift by 31 in f"), shapes(inClass("return 1 << (31);")));
        assertEquals(List.of(), shapes(inClass("if (a > 0) { for (;;) { a++; } } else { a = 1 << 30; } return a;")));
    }

    private static String inClass(String body) {
        return "class A { static int f(int a) { " + body + " } }";
    }

    private static List<String> shapes(String source) throws IOException {
        JavaFileObject file = new SimpleJavaFileObject(URI.create("string:///A.java"), JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                return source;
            }
        };
        JavacTask task = (JavacTask) ToolProvider.getSystemJavaCompiler()
                .getTask(null, null, null, List.of("-proc:none"), null, List.of(file));
        List<String> found = new ArrayList<>();
        for (CompilationUnitTree unit : task.parse()) {
            new Shapes(found).scan(unit, null);
        }
        return found;
    }

    private static final class Shapes extends TreeScanner<Void, Void> {
        private final List<String> found;
        private String method = "";

        Shapes(List<String> found) {
            this.found = found;
        }

        @Override
        public Void visitMethod(MethodTree tree, Void unused) {
            method = tree.getName().toString();
            if (count(tree.getBody(), Tree.Kind.RETURN) > 1) {
                found.add("several returns in " + method);
            }
            return super.visitMethod(tree, unused);
        }

        @Override
        public Void visitIf(IfTree tree, Void unused) {
            if (hasLoop(tree.getThenStatement()) && hasLoop(tree.getElseStatement())) {
                found.add("loops in both branches in " + method);
            }
            return super.visitIf(tree, unused);
        }

        @Override
        public Void visitBinary(BinaryTree tree, Void unused) {
            boolean isShift = tree.getKind() == Tree.Kind.LEFT_SHIFT
                    || tree.getKind() == Tree.Kind.RIGHT_SHIFT
                    || tree.getKind() == Tree.Kind.UNSIGNED_RIGHT_SHIFT;
            if (isShift
                    && tree.getRightOperand().toString().replaceAll("[()]", "").equals("31")) {
                found.add("a shift by 31 in " + method);
            }
            return super.visitBinary(tree, unused);
        }

        private static boolean hasLoop(Tree tree) {
            return count(tree, Tree.Kind.FOR_LOOP) + count(tree, Tree.Kind.WHILE_LOOP) > 0;
        }

        private static int count(Tree tree, Tree.Kind kind) {
            int[] count = new int[1];
            new TreeScanner<Void, Void>() {
                @Override
                public Void scan(Tree each, Void unused) {
                    if (each != null && each.getKind() == kind) {
                        count[0]++;
                    }
                    // A lambda returns by itself.
                    return each instanceof LambdaExpressionTree ? null : super.scan(each, unused);
                }
            }.scan(tree, null);
            return count[0];
        }
    }
}
