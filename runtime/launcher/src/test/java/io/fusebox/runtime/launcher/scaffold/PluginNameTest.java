package io.fusebox.runtime.launcher.scaffold;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fusebox.api.FuseboxException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a plug-in may be called, and what its package and class are called then. */
class PluginNameTest {
  @ParameterizedTest
  @CsvSource({
    "pulse, com.example.pulse, Pulse",
    "mean-colour, com.example.meancolour, MeanColour",
    "a-2nd, com.example.a2nd, A2nd"
  })
  void packageAndClassFollowFromTheId(String id, String javaPackage, String type) {
    PluginName name = new PluginName(id, "com.example");
    assertEquals(javaPackage, name.javaPackage());
    assertEquals(type, name.type());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Pulse",
        "2d",
        "a_b",
        "../pulse",
        "a--b",
        "a-",
        "a b",
        "a23456789012345678901234567890123"
      })
  void otherNamesAreRefusedWithTheRule(String id) {
    String message = refusal(id, "com.example");
    assertTrue(message.contains("lower-case letters") && message.contains("'" + id + "'"), message);
  }

  @ParameterizedTest
  @CsvSource({"class, com.example", "pulse, com.new.things", "pulse, com..example", "pulse, a/b"})
  void whatIsNoJavaPackageIsRefused(String id, String group) {
    String message = refusal(id, group);
    assertTrue(message.contains("'" + group + "." + id + "'"), message);
  }

  private static String refusal(String id, String group) {
    return assertThrows(FuseboxException.class, () -> new PluginName(id, group)).getMessage();
  }
}
