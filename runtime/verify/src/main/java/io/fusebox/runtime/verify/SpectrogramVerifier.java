package io.fusebox.runtime.verify;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import io.fusebox.api.encoder.ModalityEncoder;
import io.fusebox.api.reference.OutputResult;
import io.fusebox.api.reference.ReferenceCase.Models;
import io.fusebox.toolkit.audio.Waveform;
import io.fusebox.toolkit.checkpoint.ProcessorFile;
import io.fusebox.toolkit.safetensors.SafetensorsFile;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An encoder of spectrograms: audio clips ({@code waveform.0}, ...), which it gets as files, or the
 * spectrograms themselves where the case holds them.
 *
 * @param encoder the plug-in's id
 * @param names a pattern of the names of its cases
 * @param spectrograms what the reference calls what the model reads
 */
record SpectrogramVerifier(String encoder, String names, String spectrograms)
    implements CaseVerifier {
  private static final String AUDIO = "waveform.";
  private static final int USUAL_RATE = 16_000;

  @Override
  public boolean knows(String caseName) {
    return caseName.matches(names);
  }

  @Override
  public List<OutputResult> verify(VerificationCase of, NDManager manager, Models models) {
    ModalityEncoder model = models.encoder(encoder, Map.of());
    SafetensorsFile inputs = of.inputs();
    Map<String, NDList> outputs = new HashMap<>();
    if (inputs.has(spectrograms)) {
      collect(model.outputs(inputs.readFloat(manager, spectrograms)), outputs);
    } else {
      int rate = rate(of);
      for (String audio : waveforms(inputs)) {
        float[] samples = inputs.readFloat(manager, audio).toFloatArray();
        NDArray input = model.decode(manager, new Waveform(rate, samples).toWav());
        collect(model.outputs(input.expandDims(0)), outputs);
      }
    }
    return TensorCase.rows(
        of,
        manager,
        name ->
            Optional.ofNullable(outputs.get(name))
                .map(each -> TensorValues.of(NDArrays.concat(each, 0))));
  }

  private static void collect(Map<String, NDArray> found, Map<String, NDList> outputs) {
    found.forEach((name, x) -> outputs.computeIfAbsent(name, n -> new NDList()).add(x));
  }

  private static List<String> waveforms(SafetensorsFile inputs) {
    return inputs.names().stream()
        .filter(name -> name.matches("waveform\\.\\d{1,6}"))
        .sorted(Comparator.comparingInt(name -> Integer.parseInt(name.substring(AUDIO.length()))))
        .toList();
  }

  /** That of the model, so that nothing is resampled. */
  private static int rate(VerificationCase of) {
    return ProcessorFile.read(of.checkpoint().folder(), ProcessorFile.Kind.AUDIO)
        .json()
        .path("sampling_rate")
        .asInt(USUAL_RATE);
  }
}
