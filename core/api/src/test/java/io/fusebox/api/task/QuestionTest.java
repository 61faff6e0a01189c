package io.fusebox.api.task;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.fusebox.api.FuseboxException;
import io.fusebox.api.encoder.Modality;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class QuestionTest {
  private static final Path FILE = Path.of("a");

  @Test
  void inputsAreACopyInTheOrderOfTheModalities() {
    Map<Modality, Path> given = new LinkedHashMap<>();
    given.put(Modality.VIDEO, FILE);
    given.put(Modality.AUDIO, FILE);
    Question question = new Question(given, "what?");
    given.clear();
    assertEquals(List.of(Modality.AUDIO, Modality.VIDEO), List.copyOf(question.inputs().keySet()));
    assertThrows(
        UnsupportedOperationException.class, () -> question.inputs().put(Modality.IMAGE, FILE));
  }

  @Test
  void blankTextIsRefusedAndALeftOutOneNeedsAnInput() {
    Map<Modality, Path> image = Map.of(Modality.IMAGE, FILE);
    assertEquals(Set.of("image"), new Question(image, "").parts());
    assertThrows(FuseboxException.class, () -> new Question(image, " "));
    assertThrows(FuseboxException.class, () -> new Question(Map.of(), ""));
    assertThrows(FuseboxException.class, () -> Question.withText(image, ""));
  }

  @Test
  void onlyKeepsTheNamedParts() {
    Question question = new Question(Map.of(Modality.IMAGE, FILE, Modality.AUDIO, FILE), "what?");
    assertEquals(Set.of("audio", "image", "text"), question.parts());
    assertEquals(
        new Question(Map.of(Modality.IMAGE, FILE), ""), question.only(Set.of("image", "video")));
    assertEquals(new Question(Map.of(), "what?"), question.only(Set.of("text")));
  }
}
