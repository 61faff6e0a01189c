package io.fusebox.runtime.spark;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import scala.tools.nsc.MainClass;

class DocumentedScalaTest {
  private static final Pattern SCALA = Pattern.compile("```scala\n(.*?)```", Pattern.DOTALL);

  @TempDir Path folder;

  @Test
  void theProgramOfTheDocsCompiles() throws Exception {
    String document = Files.readString(Path.of("../../docs/spark.md"));
    MatchResult program = SCALA.matcher(document).results().findFirst().orElseThrow();
    Path source =
        Files.writeString(
            folder.resolve("Documented.scala"),
            "object Documented { def run(spark: org.apache.spark.sql.SparkSession): Unit = {\n%s\n}}"
                .formatted(program.group(1)));
    MainClass compiler = new MainClass();
    String classes = System.getProperty("surefire.test.class.path");
    compiler.process(
        new String[] {"-classpath", classes, "-d", folder.toString(), source.toString()});
    assertFalse(compiler.reporter().hasErrors());
    assertTrue(Files.exists(folder.resolve("Documented.class")));
  }
}
