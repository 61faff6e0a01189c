package io.fusebox.runtime.itests.architecture;

import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreeScanner;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** A method that JUnit runs as a test, as the source has it: nothing needs to be compiled. */
record TestMethod(String file, String name) {
  private static final Set<String> ANNOTATIONS =
      Set.of("Test", "ParameterizedTest", "RepeatedTest", "TestFactory", "TestTemplate");

  static List<TestMethod> in(List<Path> files) throws IOException {
    List<Source> sources = files.stream().map(Source::new).toList();
    JavacTask task =
        (JavacTask)
            ToolProvider.getSystemJavaCompiler()
                .getTask(null, null, problem -> {}, null, null, sources);
    List<TestMethod> methods = new ArrayList<>();
    for (CompilationUnitTree file : task.parse()) {
      new Methods(file.getSourceFile().getName(), methods).scan(file, null);
    }
    return methods;
  }

  /** A template's source is Java once its placeholders are. */
  private static final class Source extends SimpleJavaFileObject {
    private final Path file;

    private Source(Path file) {
      super(URI.create("source:///" + file.toString().replace("@", "")), Kind.SOURCE);
      this.file = file;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) throws IOException {
      return Files.readString(file).replaceAll("@(\\w+)@", "$1");
    }
  }

  private static final class Methods extends TreeScanner<Void, Void> {
    private final String file;
    private final List<TestMethod> methods;

    private Methods(String file, List<TestMethod> methods) {
      this.file = file;
      this.methods = methods;
    }

    @Override
    public Void visitMethod(MethodTree method, Void nothing) {
      if (method.getModifiers().getAnnotations().stream().anyMatch(Methods::isOfJunit)) {
        methods.add(new TestMethod(file, method.getName().toString()));
      }
      return super.visitMethod(method, nothing);
    }

    private static boolean isOfJunit(AnnotationTree annotation) {
      return ANNOTATIONS.contains(annotation.getAnnotationType().toString());
    }
  }
}
