package io.fusebox.runtime.engine.pipeline;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.fusebox.api.fusion.FusionSpec;
import io.fusebox.api.fusion.FusionStrategy;
import io.fusebox.api.fusion.WeightSpec;
import io.fusebox.api.plm.Plm;
import io.fusebox.api.task.Task;
import io.fusebox.api.task.TaskType;
import io.fusebox.toolkit.template.InputTemplate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An assembled pipeline: live parts that fit one another. It owns the native memory of its parts;
 * the trained weights are not in it.
 *
 * @param modalityInputs the inputs in the pipeline's order
 * @param weights all that training changes: what the strategy declares for exactly these parts, the
 *     tensors of thawed encoders, the segments' LayerNorms
 * @param taskType what it is asked for, to score answers
 * @param task the same on its PLM
 * @param template what stands around features and question
 */
public record Pipeline(
    PipelineSpec spec,
    Plm plm,
    ComponentIdentity plmIdentity,
    List<ModalityInput> modalityInputs,
    FusionStrategy strategy,
    ComponentIdentity strategyIdentity,
    List<WeightSpec> weights,
    TaskType taskType,
    ComponentIdentity taskIdentity,
    Task task,
    InputTemplate template,
    NDManager owner)
    implements AutoCloseable {

  /** The sizes of the parts that the strategy joins. */
  public FusionSpec fusionSpec() {
    return new FusionSpec(plm.spec(), modalityInputs.stream().map(ModalityInput::spec).toList());
  }

  /**
   * The thawed encoders' own tensors by the names of their weights, live; none when all encoders
   * are frozen. No other pipeline has the same ones.
   */
  public Map<String, NDArray> thawed() {
    Map<String, NDArray> tensors = new LinkedHashMap<>();
    modalityInputs.forEach(modalityInput -> tensors.putAll(modalityInput.thawedTensors()));
    return tensors;
  }

  @Override
  public void close() {
    owner.close();
  }
}
