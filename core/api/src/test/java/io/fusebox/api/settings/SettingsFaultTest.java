package io.fusebox.api.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.fusebox.api.FuseboxException;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What a settings record's constructor may throw. */
class SettingsFaultTest {
  record Ruled(@Default("4") int cells) {
    Ruled {
      if (cells == 4) {
        throw new IllegalArgumentException("cells must not be 4");
      }
    }
  }

  record Broken(@Default("4") int cells) {
    Broken {
      Objects.requireNonNull(null, "nothing here");
    }
  }

  @Test
  void aBrokenRuleIsToldAsItIsWritten() {
    String said =
        assertThrows(FuseboxException.class, () -> Settings.read(Ruled.class, Map.of(), "ruled"))
            .getMessage();
    assertEquals("ruled: cells must not be 4", said);
  }

  @Test
  void aFaultOfTheRecordItselfKeepsItsClassAndLine() {
    NullPointerException fault =
        assertThrows(
            NullPointerException.class, () -> Settings.read(Broken.class, Map.of(), "broken"));
    assertEquals(Broken.class.getName(), fault.getStackTrace()[1].getClassName());
  }
}
