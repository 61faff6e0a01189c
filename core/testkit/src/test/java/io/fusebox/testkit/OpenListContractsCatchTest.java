package io.fusebox.testkit;

import static org.junit.jupiter.api.Assertions.assertThrows;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fusebox.api.FuseboxException;
import io.fusebox.api.data.DataFormat;
import io.fusebox.api.endpoint.Endpoint;
import io.fusebox.api.plm.EncoderOutput;
import io.fusebox.api.plm.GenerationConfig;
import io.fusebox.api.plm.Plm;
import io.fusebox.api.plugin.Host;
import io.fusebox.api.reference.OutputResult;
import io.fusebox.api.reference.ReferenceCase;
import io.fusebox.api.task.Answer;
import io.fusebox.api.task.Example;
import io.fusebox.api.task.Question;
import io.fusebox.api.task.Task;
import io.fusebox.api.task.TaskType;
import io.fusebox.toolkit.generation.AnswerPrefix;
import io.fusebox.toolkit.generation.Labels;
import io.fusebox.toolkit.generation.Losses;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The contracts of tasks, data formats, endpoints and reference cases find what is wrong. */
class OpenListContractsCatchTest {
  @TempDir Path folder;

  @Test
  void taskWhoseLossDependsOnNoInput() {
    TaskContract constant =
        task((plm, encoded, labels) -> labels.getManager().create(1f), (plm, texts) -> texts);
    assertThrows(Throwable.class, constant::aStepDownTheGradientTeachesThePrompt);
  }

  @Test
  void taskWhoseAnswersDependOnTheirNeighbours() {
    TaskContract mixing = task(Losses::ofAnswers, (plm, texts) -> List.of(texts.size() + ""));
    assertThrows(Throwable.class, mixing::answersEachQuestionAsItAnswersItAlone);
  }

  @Test
  void taskThatScoresEveryAnswerAlike() {
    TaskContract lenient =
        new Made(Losses::ofAnswers, (plm, texts) -> texts) {
          @Override
          public TaskType task() {
            TaskType strict = super.task();
            return new TaskType() {
              @Override
              public Task on(Plm plm, GenerationConfig generation) {
                return strict.on(plm, generation);
              }

              @Override
              public io.fusebox.api.task.Scores score(List<Example> all, List<String> answers) {
                return io.fusebox.api.task.Scores.exact(
                    all, all.stream().map(Example::target).toList());
              }
            };
          }
        };
    assertThrows(AssertionError.class, lenient::scoresTargetsAsRightAndOtherAnswersLower);
  }

  private static TaskContract task(Loss loss, BiFunction<Plm, List<String>, List<String>> says) {
    return new Made(loss, says);
  }

  private interface Loss {
    NDArray of(Plm plm, EncoderOutput encoded, NDArray labels);
  }

  /** A task that is right but for its loss or its answers. */
  private static class Made implements TaskContract {
    private final Loss loss;
    private final BiFunction<Plm, List<String>, List<String>> says;

    Made(Loss loss, BiFunction<Plm, List<String>, List<String>> says) {
      this.loss = loss;
      this.says = says;
    }

    @Override
    public List<Example> examples() {
      return List.of(example("1", "a", "yes"), example("2", "b", "no"));
    }

    private static Example example(String id, String text, String answer) {
      return Example.of(id, Question.withText(Map.of(), text), answer, "other");
    }

    @Override
    public TaskType task() {
      return (plm, generation) ->
          new Task() {
            @Override
            public NDArray labels(NDManager manager, List<Example> examples) {
              return Labels.of(manager, plm, examples.stream().map(Example::target).toList());
            }

            @Override
            public NDArray loss(EncoderOutput encoded, NDArray labels) {
              return loss.of(plm, encoded, labels);
            }

            @Override
            public List<Answer> answer(List<Question> questions, EncoderOutput encoded) {
              List<String> texts = questions.stream().map(Question::text).toList();
              return says.apply(plm, texts).stream().map(t -> new Answer(t, 0.5)).toList();
            }

            @Override
            public ExplainedToken explainedToken(String answer) {
              return AnswerPrefix.of(plm).focus(answer);
            }
          };
    }
  }

  @Test
  void formatThatHidesWhatTheReaderThrows() {
    DataFormatContract hiding =
        format(
            (file, to) -> {
              try {
                to.add(LinesOfText.example(1, "a"), "1");
                to.add(LinesOfText.example(2, "b"), "2");
              } catch (FuseboxException e) {
                throw new FuseboxException(file + " is bad");
              }
            });
    assertThrows(
        AssertionError.class, () -> hiding.handsOnWhatTheReaderThrowsAndClosesItsFiles(folder));
  }

  @Test
  void formatThatLeavesFilesOpen() {
    DataFormatContract leaky =
        format(
            (file, to) -> {
              BufferedReader in = Files.newBufferedReader(file);
              LinesOfText.read(in, to);
            });
    assertThrows(
        AssertionError.class, () -> leaky.handsOnWhatTheReaderThrowsAndClosesItsFiles(folder));
  }

  @Test
  void formatThatThrowsWhateverItsLibraryThrows() {
    DataFormatContract raw =
        format(
            (file, to) -> {
              for (String line : Files.readAllLines(file)) {
                to.add(LinesOfText.example(Integer.parseInt(line.substring(0, 1)), line), line);
              }
            });
    assertThrows(AssertionError.class, () -> raw.readsOrRefusesDamagedFiles(folder));
  }

  @Test
  void formatThatRecognizesEverything() {
    DataFormatContract greedy = format((file, to) -> {});
    assertThrows(AssertionError.class, () -> greedy.recognizesItsDataAndNothingElse(folder));
  }

  private interface Reading {
    void read(Path file, DataFormat.Examples to) throws IOException;
  }

  private static final class LinesOfText {
    static Example example(int id, String text) {
      return Made.example(Integer.toString(id), text, "yes");
    }

    static void read(BufferedReader in, DataFormat.Examples to) throws IOException {
      int number = 1;
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        to.add(example(number, line), "line " + number++);
      }
    }
  }

  private static DataFormatContract format(Reading reading) {
    return new DataFormatContract() {
      @Override
      public DataFormat format() {
        return new DataFormat() {
          @Override
          public String layout() {
            return "lines";
          }

          @Override
          public boolean recognizes(Path path) {
            return true;
          }

          @Override
          public void read(Source source, Examples to) {
            try {
              reading.read(source.path(), to);
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          }
        };
      }

      @Override
      public Path write(Path folder) throws IOException {
        return Files.writeString(folder.resolve("lines.txt"), "1 what?\n2 who?\n");
      }
    };
  }

  @Test
  void endpointThatTrustsItsRequests() {
    assertThrows(
        AssertionError.class,
        endpoint((host, request) -> reply(request.get("text").textValue().substring(1)))
            ::refusesWrongRequestsInWords);
  }

  @Test
  void endpointThatHidesThatAPipelineWaits() {
    assertThrows(
        AssertionError.class,
        endpoint(
                (host, request) -> {
                  try {
                    return reply(host.ask("p", Question.withText(Map.of(), "what?")).text());
                  } catch (FuseboxException e) {
                    throw new FuseboxException("it did not work: " + e.getMessage());
                  }
                })
            ::passesOnWhyAPipelineDoesNotAnswer);
  }

  @Test
  void endpointThatRepliesWithAText() {
    assertThrows(
        AssertionError.class,
        endpoint((host, request) -> JsonNodeFactory.instance.textNode("yes"))
            ::repliesWithAnObjectAndLeavesTheRequestAsItWas);
  }

  private static JsonNode reply(String text) {
    return JsonNodeFactory.instance.objectNode().put("text", text);
  }

  private static EndpointContract endpoint(BiFunction<Host, JsonNode, JsonNode> handle) {
    return new EndpointContract() {
      @Override
      public Endpoint endpoint(Host host) {
        return request -> handle.apply(host, request);
      }

      @Override
      public ObjectNode request() {
        return JsonNodeFactory.instance.objectNode().put("text", "what?");
      }
    };
  }

  @Test
  void caseThatFindsEverythingRight() {
    ReferenceCaseContract blind =
        new ReferenceCaseContract() {
          @Override
          public ReferenceCase reference() {
            return new ReferenceCase() {
              @Override
              public boolean knows(String name) {
                return name.equals("bart-tiny");
              }

              @Override
              public List<OutputResult> verify(Path folder, Models models) {
                return List.of(OutputResult.same("logits", 0, 1, ""));
              }
            };
          }

          @Override
          public String name() {
            return "bart-tiny";
          }

          @Override
          public Path write(Path folder) throws IOException {
            return GoldenCase.of("bart-tiny").copyTo(folder.resolve("case"));
          }
        };
    assertThrows(AssertionError.class, () -> blind.findsEveryWrongOutputWrong(folder));
    assertThrows(
        AssertionError.class, () -> blind.refusesFilesThatAreMissingOrCut(folder.resolve("other")));
  }
}
