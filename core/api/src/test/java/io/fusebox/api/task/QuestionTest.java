package io.fusebox.api.task;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fusebox.api.FuseboxException;
import io.fusebox.api.encoder.Modality;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class QuestionTest {
  private static final Path FILE = Path.of("a");
  private static final Path OTHER = Path.of("b");

  @Test
  void filesAreACopyInTheOrderOfTheNames() {
    Map<String, List<Path>> given = new LinkedHashMap<>();
    List<Path> two = new ArrayList<>(List.of(OTHER, FILE));
    given.put("right", two);
    given.put("left", List.of(FILE));
    Question question = new Question(given, "what?");
    given.clear();
    two.clear();
    assertEquals(List.of("left", "right"), List.copyOf(question.files().keySet()));
    assertEquals(List.of(OTHER, FILE), question.files("right"), "files keep their order");
    assertEquals(List.of(), question.files("above"));
    assertThrows(
        UnsupportedOperationException.class, () -> question.files().put("image", List.of(FILE)));
    assertThrows(UnsupportedOperationException.class, () -> question.files("left").add(FILE));
  }

  @Test
  void blankTextIsRefusedAndALeftOutOneNeedsAnInput() {
    Map<String, List<Path>> image = Map.of("image", List.of(FILE));
    assertEquals(Set.of("image"), new Question(image, "").parts());
    assertThrows(FuseboxException.class, () -> new Question(image, " "));
    assertThrows(FuseboxException.class, () -> new Question(Map.of(), ""));
    assertThrows(FuseboxException.class, () -> Question.withFiles(image, ""));
  }

  @Test
  void anInputNeedsAFileAndHasABoundedNumberOfThem() {
    List<Path> most = Collections.nCopies(Question.MOST_FILES, FILE);
    assertEquals(most, new Question(Map.of("image", most), "what?").files("image"));
    for (List<Path> bad :
        List.of(List.<Path>of(), Collections.nCopies(Question.MOST_FILES + 1, FILE))) {
      String message =
          assertThrows(FuseboxException.class, () -> new Question(Map.of("image", bad), "what?"))
              .getMessage();
      assertTrue(message.contains("'image'"), message);
    }
  }

  @Test
  void onlyKeepsTheNamedParts() {
    Question question =
        Question.withText(Map.of(Modality.IMAGE, FILE, Modality.AUDIO, FILE), "what?");
    assertEquals(Set.of("audio", "image", "text"), question.parts());
    assertEquals(
        new Question(Map.of("image", List.of(FILE)), ""), question.only(Set.of("image", "video")));
    assertEquals(new Question(Map.of(), "what?"), question.only(Set.of("text")));
  }
}
