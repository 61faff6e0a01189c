package io.fusebox.runtime.explain.gradients;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.fusebox.api.fusion.PlmInput;
import io.fusebox.api.fusion.PlmSpec;
import io.fusebox.api.fusion.Segment;
import io.fusebox.api.plm.DecoderSession;
import io.fusebox.api.plm.EncoderOutput;
import io.fusebox.api.plm.GenerationConfig;
import io.fusebox.api.plm.Plm;
import io.fusebox.api.plm.Plm.Decoded;
import io.fusebox.api.plm.Tokenizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A PLM that remembers how much went through it at once, and what was still open. */
record Watched(Plm plm, List<NDManager> managers, List<Long> rows, List<Integer> live)
    implements Plm {
  Watched(Plm plm) {
    this(plm, new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
  }

  @Override
  public EncoderOutput encode(PlmInput input) {
    NDManager manager = input.segments().list().get(0).embeddings().getManager();
    managers.add(manager);
    rows.add(input.batch());
    EncoderOutput encoded = plm.encode(input);
    live.add(
        managers.stream()
            .filter(NDManager::isOpen)
            .mapToInt(m -> m.getManagedArrays().size())
            .sum());
    return encoded;
  }

  @Override
  public Decoded decode(EncoderOutput encoded, NDArray decoderIds) {
    return plm.decode(encoded, decoderIds);
  }

  @Override
  public PlmSpec spec() {
    return plm.spec();
  }

  @Override
  public Tokenizer tokenizer() {
    return plm.tokenizer();
  }

  @Override
  public NDArray embed(NDArray ids) {
    return plm.embed(ids);
  }

  @Override
  public Segment place(Segment segment) {
    return plm.place(segment);
  }

  @Override
  public DecoderSession open(EncoderOutput encoded) {
    return plm.open(encoded);
  }

  @Override
  public GenerationConfig generation() {
    return plm.generation();
  }

  @Override
  public Map<String, NDArray> parameters() {
    return plm.parameters();
  }
}
