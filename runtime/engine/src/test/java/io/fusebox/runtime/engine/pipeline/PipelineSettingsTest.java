package io.fusebox.runtime.engine.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fusebox.api.FuseboxException;
import io.fusebox.api.fusion.PlmInput.Positions;
import io.fusebox.api.plugin.PluginFactory;
import io.fusebox.api.settings.Default;
import io.fusebox.api.settings.Settings;
import io.fusebox.api.task.TaskType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PipelineSettingsTest {
  /** A task's settings; nothing is asked here. */
  record Rating(@Default("5") int most) {
    Rating {
      Settings.require(most > 1, "most must be at least 2, found " + most);
    }
  }

  private static final PluginFactory<TaskType> RATING =
      new PluginFactory<>(
          "rating",
          "1",
          TaskType.class,
          Rating.class,
          (settings, host) -> {
            throw new UnsupportedOperationException();
          });

  private final PipelineSettings settings =
      new PipelineSettings(
          () -> {
            List<PluginFactory<?>> live = new ArrayList<>(new TestPlugins().registered());
            live.add(RATING);
            return live;
          });

  private static PipelineSpec pipeline(String task) {
    ComponentSpec plm = new ComponentSpec("bart", Optional.empty(), Map.of());
    ComponentSpec prompting = new ComponentSpec("prompting", Optional.empty(), Map.of());
    return new PipelineSpec(
        "p",
        plm,
        Map.of(),
        List.of(prompting),
        Positions.SEGMENT,
        false,
        PipelineSpec.MAX_LENGTH,
        GenerationSource.NONE,
        Optional.empty(),
        new ComponentSpec(task, Optional.empty(), Map.of()));
  }

  @Test
  void theTasksSettingsVaryLikeThoseOfOtherParts() {
    PipelineSpec rating = pipeline("rating");
    assertTrue(settings.names(rating).containsAll(List.of("most", "rating.most")));
    for (String name : List.of("most", "rating.most")) {
      PipelineSpec changed = settings.with(rating, name, 3);
      assertEquals(Map.of("most", 3), changed.task().settings());
      assertEquals(rating.strategies(), changed.strategies());
    }
    assertFalse(settings.names(pipeline("generation")).contains("most"));
  }

  @Test
  void aValueThatTheTaskRefusesIsRefused() {
    PipelineSpec rating = pipeline("rating");
    String message =
        assertThrows(FuseboxException.class, () -> settings.with(rating, "most", 1)).getMessage();
    assertTrue(message.contains("most must be at least 2"), message);
  }
}
