package io.fusebox.runtime.spark;

import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.fusebox.runtime.isolated.BatchFusebox;
import java.net.URL;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;

class FuseboxClassLoaderTest {
  @Test
  void nothingOfSparkIsSeenButTheTypesThatAreShared() throws Exception {
    try (FuseboxClassLoader loader = new FuseboxClassLoader(new URL[0])) {
      assertSame(BatchFusebox.class, loader.loadClass(BatchFusebox.class.getName()));
      assertSame(Logger.class, loader.loadClass(Logger.class.getName()));
      for (String other :
          new String[] {
            "com.fasterxml.jackson.databind.ObjectMapper",
            "io.fusebox.runtime.isolated.installed.InstalledFusebox",
            "org.apache.spark.sql.Row"
          }) {
        assertThrows(ClassNotFoundException.class, () -> loader.loadClass(other), other);
      }
    }
  }
}
