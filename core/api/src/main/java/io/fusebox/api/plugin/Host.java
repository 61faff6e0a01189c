package io.fusebox.api.plugin;

import ai.djl.ndarray.NDManager;
import io.fusebox.api.FuseboxException;
import io.fusebox.api.checkpoint.Checkpoint;
import io.fusebox.api.encoder.ModalityEncoder;
import io.fusebox.api.task.Answer;
import io.fusebox.api.task.Question;
import java.util.Map;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The services of a host for a component: an encoder, a PLM or a strategy while it is being built,
 * an endpoint while it handles requests. Hosts implement it, plug-ins do not: it may grow without
 * breaking them. A host that cannot do what it is asked for refuses with a {@link
 * FuseboxException}.
 */
@ProviderType
public interface Host {
  /** Owns the tensors that live as long as the component; the host closes it. */
  NDManager manager();

  /** The model folder that the pipeline names for this component; refused when it names none. */
  Checkpoint checkpoint();

  /**
   * Another encoder that is live in the host, over this component's model folder; its tensors live
   * as long as the component. What it is becomes part of what the component is: features are kept
   * for both together.
   *
   * @param id the plug-in's id
   * @param settings the other encoder's own
   * @throws FuseboxException when no live encoder has this id, with near misses, or it cannot be
   *     built
   */
  default ModalityEncoder encoder(String id, Map<String, ?> settings) {
    throw new FuseboxException("this host lends no other encoder, so there is no '" + id + "'");
  }

  /**
   * Asks a live pipeline. For endpoints.
   *
   * @throws io.fusebox.api.FuseboxException.NotFound when there is no pipeline of this name, with
   *     near misses
   * @throws io.fusebox.api.FuseboxException.Unavailable when it waits for something
   * @throws FuseboxException when it does not answer, and why
   */
  default Answer ask(String pipeline, Question question) {
    throw new FuseboxException("this host runs no pipelines, so there is no '" + pipeline + "'");
  }
}
