package io.fusebox.runtime.server.system;

import java.util.List;

/** The models and data sets that there are. */
public interface ModelCatalog {
  /** The models that come with Fusebox, and those that pipelines name. */
  List<ModelView> models();

  /** The names of what lies in the workspace's folder for data. */
  List<String> dataSets();

  /** The names of the data sets that are generated when they are first used. */
  List<String> generatedDataSets();

  /**
   * A model folder.
   *
   * @param type the {@code model_type} of its configuration; empty without one
   */
  record ModelView(String name, String type, long bytes, boolean embedded, List<String> usedBy) {}
}
