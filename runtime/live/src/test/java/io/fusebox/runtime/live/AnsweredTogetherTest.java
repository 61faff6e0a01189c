package io.fusebox.runtime.live;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.fusebox.api.encoder.Modality;
import io.fusebox.api.task.Answer;
import io.fusebox.api.task.Question;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AnsweredTogetherTest {
  @TempDir Path folder;

  @Test
  void eachAnswerIsTheOneThatIsGivenAlone() throws Exception {
    try (Live live = live()) {
      List<Question> questions = questions(live);
      List<Answer> alone = new ArrayList<>();
      for (Question question : questions) {
        alone.add(live.pipelines().get("tiny").ask(question).answer());
      }
      ExecutorService clients = Executors.newFixedThreadPool(questions.size());
      try {
        for (int round = 0; round < 3; round++) {
          List<Future<Answer>> together = new ArrayList<>();
          for (Question question : questions) {
            together.add(clients.submit(() -> live.pipelines().get("tiny").ask(question).answer()));
          }
          for (int i = 0; i < questions.size(); i++) {
            Answer found = together.get(i).get();
            assertEquals(alone.get(i).text(), found.text(), "question " + i);
            assertEquals(alone.get(i).probability(), found.probability(), 1e-4, "question " + i);
          }
        }
      } finally {
        clients.shutdownNow();
      }
      assertEquals(0, live.pipelines().get("tiny").leases());
    }
  }

  private Live live() throws IOException {
    Live live = Live.in(folder);
    live.pipelines().pluginChanges().add(Plugs.encoder("1", x -> Plugs.constant(x, 0.5f)));
    live.pipelines().pluginChanges().add(Plugs.strategy("plain", Plugs::plain));
    live.pipelines()
        .put(live.home().pipeline("strategy: plain\nserving: {batch: 4, wait-millis: 20}"));
    return live;
  }

  /** Of several lengths; some without an image. */
  private static List<Question> questions(Live live) {
    Path image = live.home().folder().resolve("0.bin");
    List<Question> questions = new ArrayList<>();
    for (int words = 1; words <= 3; words++) {
      String text = "is it so?".repeat(words);
      questions.add(Question.withText(Map.of(Modality.IMAGE, image), text));
      questions.add(new Question(Map.of(), text));
    }
    return questions;
  }
}
