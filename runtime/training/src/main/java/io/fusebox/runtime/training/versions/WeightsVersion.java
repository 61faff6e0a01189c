package io.fusebox.runtime.training.versions;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The result of one training: never changed, and never overwritten.
 *
 * @param id when it was trained and the beginning of {@code digest}: {@code
 *     2026-11-27T02-10-00Z-ab12cd34}
 * @param created when it was trained, ISO 8601
 * @param pipelineFile the pipeline's file; empty where nobody knows any more
 * @param dataPath where the data were; empty where nobody knows any more
 * @param examples how many examples were trained on; 0 where nobody knows any more
 * @param loss the mean loss of the last updates; absent where nobody knows any more
 * @param trained how many numbers were trained
 * @param digest SHA-256 of the tensors' bytes
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(Include.NON_NULL)
public record WeightsVersion(
    String id,
    String created,
    String pipeline,
    String strategy,
    String pipelineFile,
    String plan,
    String dataName,
    String dataPath,
    String dataHash,
    int examples,
    long updates,
    @Nullable Double loss,
    long trained,
    String digest) {
  /** Whether nothing was lost of it on disk. */
  boolean isWhole() {
    return Stream.of(
            id,
            created,
            pipeline,
            strategy,
            pipelineFile,
            plan,
            dataName,
            dataPath,
            dataHash,
            digest)
        .allMatch(Objects::nonNull);
  }

  /** Whether this is what somebody calls {@code name}: the id, its beginning or its digest. */
  public boolean matches(String name) {
    return !name.isEmpty() && (id.startsWith(name) || id.endsWith("-" + name));
  }

  /** Its origin, for people. */
  @Override
  public String toString() {
    String data = dataName.isEmpty() ? "" : " on " + dataName;
    return loss == null
        ? id + " (kept from before there were versions" + data + ")"
        : String.format(
            Locale.ROOT, "%s (%d updates%s, loss %.3f)", id, updates, examplesOf(data), loss);
  }

  private String examplesOf(String data) {
    return data.isEmpty() ? "" : " on %d examples of %s".formatted(examples, dataName);
  }
}
