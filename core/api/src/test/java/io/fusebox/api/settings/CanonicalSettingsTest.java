package io.fusebox.api.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CanonicalSettingsTest {
  enum Place {
    FRONT,
    VERY_END
  }

  record Plain(
      int width,
      @Default("20") int promptLength,
      @Default("front") Place place,
      @Default("1e-4") double rate,
      @Default("{}") Map<String, Object> image) {}

  /** The same in another class, with a setting more, in another order. */
  record Renamed(
      @Default("false") boolean added,
      @Default("front") Place place,
      @Default("0.00010") double rate,
      @Default("20") int promptLength,
      @Default("{}") Map<String, Object> image,
      int width) {}

  record Inner(@Default("0") double text, @Default("x") String name) {}

  record Outer(long seed, Inner inner) {}

  private static Map<String, String> canonical(
      Class<? extends Record> config, Map<String, ?> given) {
    return Settings.canonical(Settings.read(config, given, "test"));
  }

  @Test
  void onlyWhatDiffersFromTheDefaultsIsInIt() {
    assertEquals(Map.of("width", "3"), canonical(Plain.class, Map.of("width", 3)));
    assertEquals(
        Map.of("width", "3", "place", "very-end", "rate", "0.5", "image.features", "pooled"),
        canonical(
            Plain.class,
            Map.of(
                "width", "3",
                "prompt-length", 20,
                "place", "very-end",
                "rate", "5e-1",
                "image", Map.of("features", "pooled"))));
  }

  @Test
  void aRenamedRecordWithASettingMoreGivesTheSame() {
    for (Map<String, ?> given :
        List.of(Map.of("width", 3), Map.of("width", 3, "place", "very-end", "rate", 1e-4))) {
      assertEquals(canonical(Plain.class, given), canonical(Renamed.class, given));
    }
  }

  @Test
  void recordsInRecordsAreNamedByBoth() {
    assertEquals(
        Map.of("seed", "7", "inner.text", "0.25"),
        Settings.canonical(new Outer(7, new Inner(0.25, "x"))));
    assertEquals(
        Map.of("seed", "7", "inner.text", "0.25", "inner.name", "x"),
        Settings.values(new Outer(7, new Inner(0.25, "x"))));
  }
}
