package io.fusebox.runtime.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fusebox.api.encoder.Modality;
import io.fusebox.api.task.Question;
import io.fusebox.runtime.host.LiveFusebox;
import io.fusebox.runtime.host.Measurements;
import io.fusebox.runtime.worlds.scenes.QuestionWorld;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What JMX shows of a live Fusebox with real bundles. */
class MetricsInstalledTest {
  private static final MBeanServer SERVER = ManagementFactory.getPlatformMBeanServer();

  @TempDir Path folder;

  private static Set<ObjectName> beans(String pattern) throws JMException {
    return SERVER.queryNames(new ObjectName("fusebox:" + pattern), null);
  }

  private static double only(String pattern, String attribute) throws JMException {
    Set<ObjectName> found = beans(pattern);
    assertEquals(1, found.size(), () -> pattern + " of " + SERVER.queryNames(null, null));
    return ((Number) SERVER.getAttribute(found.iterator().next(), attribute)).doubleValue();
  }

  @Test
  void jmxShowsWhatWasMeasuredAsLongAsFuseboxLives() throws JMException {
    LiveHome live = LiveHome.in(folder);
    live.keepWeights("promptfuse");
    Path image = new QuestionWorld(1, 1, 5).in(folder.resolve("data")).resolve("test/0.png");
    try (LiveFusebox box = live.open()) {
      for (int i = 0; i < 3; i++) {
        box.pipeline("shapes")
            .ask(Question.withText(Map.of(Modality.IMAGE, image), "what color is the shape?"));
      }
      String requests = "name=fuseboxRequests.*strategy.promptfuse,type=timers";
      assertEquals(3, only(requests, "Count"));
      assertTrue(only(requests, "Max") > 0);
      assertEquals(3, only("name=fuseboxLeaseWait.*shapes,type=timers", "Count"));
      assertEquals(1, only("name=fuseboxFeatures.*miss,type=meters", "Count"));
      assertEquals(2, only("name=fuseboxFeatures.*hit,type=meters", "Count"));
      assertTrue(only("name=fuseboxNdarrays.*vit,type=gauges", "Value") > 10);
      assertTrue(only("name=fuseboxSwap.pipeline.shapes,type=timers", "Count") >= 1);
      ObjectName bean = beans("type=Fusebox,*").iterator().next();
      assertTrue(SERVER.getAttribute(bean, "Parts").toString().length() > 10);
      assertTrue(
          box.measurements().lines().stream()
              .map(Measurements.MetricLine::toString)
              .anyMatch(l -> l.contains("strategy=promptfuse") && l.contains("3, mean")));
    }
    assertEquals(Set.of(), beans("*"), "nothing is left when it is closed");
  }
}
