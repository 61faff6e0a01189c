package io.fusebox.runtime.server.system;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The plug-ins that are live, and the jars that were refused. */
public interface PluginCatalog {
  /** All of them, without their READMEs. */
  All all();

  /**
   * One, with its README.
   *
   * @throws io.fusebox.api.FuseboxException.NotFound when none is live under this id
   */
  PluginView get(String id);

  /**
   * Checks a jar, and puts it in charge.
   *
   * @param jar a file anywhere, under the name that it is to have
   * @throws io.fusebox.api.FuseboxException when it is refused, and why; then nothing has changed
   */
  Deployed deploy(Path jar);

  /**
   * Deletes the workspace's jar of a plug-in.
   *
   * @throws io.fusebox.runtime.http.Problem 409 when its jar is a shipped one
   */
  void remove(String id);

  /** The live plug-ins and the refused jars. */
  record All(List<PluginView> plugins, List<Refused> refused) {}

  /** A jar that is not live, and why. */
  record Refused(String jar, String reason) {}

  /** A jar that has come. */
  record Deployed(String file, String plugin) {}

  /** A live plug-in; what is null is left out. */
  record PluginView(
      String id,
      String kind,
      String version,
      boolean own,
      @Nullable String jar,
      List<Setting> settings,
      List<String> usedBy,
      @Nullable String readme) {}

  /** A setting, its type in words, and its default as text. */
  record Setting(String name, String type, @JsonProperty("default") String defaultValue) {}
}
