package io.fusebox.runtime.spark;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fusebox.runtime.isolated.BatchException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.expressions.GenericRowWithSchema;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import scala.jdk.javaapi.CollectionConverters;

class RowFilesTest {
  private static final byte[] BYTES = {1, 2, 3};
  @TempDir Path folder;

  @Test
  void everyKindOfCellIsAFile() throws IOException {
    Path here = Files.write(folder.resolve("a b.png"), BYTES);
    StructType schema = new StructType().add("path", "string").add("content", "binary");
    Row binaryFile = new GenericRowWithSchema(new Object[] {"hdfs:/x", BYTES}, schema);
    Path scratch = Files.createDirectory(folder.resolve("scratch"));
    try (RowFiles files = new RowFiles(scratch)) {
      assertEquals(List.of(), files.of(null));
      assertEquals(List.of(here), files.of(here.toString()));
      assertEquals(List.of(here), files.of(here.toUri().toString()));
      assertArrayEquals(BYTES, Files.readAllBytes(files.of(BYTES).get(0)));
      assertArrayEquals(BYTES, Files.readAllBytes(files.of(binaryFile).get(0)));
      Object several =
          CollectionConverters.asScala(List.of((Object) BYTES, here.toString())).toSeq();
      assertEquals(2, files.of(several).size());
      assertEquals(here, files.of(several).get(1));
    }
    assertEquals(0, scratch.toFile().list().length, "a file was left");
  }

  @Test
  void whatCannotBeFetchedIsNamed() {
    try (RowFiles files = new RowFiles(folder)) {
      String absent = "nowhere://host/a.png";
      var refused = assertThrows(BatchException.class, () -> files.of(absent));
      assertTrue(refused.getMessage().contains(absent), refused::getMessage);
      assertThrows(BatchException.class, () -> files.of("a\0b"));
    }
  }
}
