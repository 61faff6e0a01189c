package io.fusebox.runtime.verify;

import ai.djl.ndarray.NDManager;
import io.fusebox.api.reference.OutputResult;
import io.fusebox.api.reference.ReferenceCase.Models;
import io.fusebox.toolkit.safetensors.SafetensorsFile;
import io.fusebox.toolkit.speech.SpeechEncoder;
import java.util.Comparator;
import java.util.List;

/**
 * wav2vec 2.0: audio clips ({@code raw.0}, ...) prepared, padded, and encoded with and without
 * mask.
 */
final class Wav2Vec2Verifier implements CaseVerifier {
  private static final String RAW = "raw.";

  @Override
  public boolean knows(String caseName) {
    return caseName.matches("wav2vec2(-.*)?");
  }

  @Override
  public List<OutputResult> verify(VerificationCase of, NDManager manager, Models models) {
    SpeechEncoder encoder = SpeechOutputs.encoder("wav2vec2", of, models);
    Wav2Vec2Outputs outputs =
        new Wav2Vec2Outputs(encoder, waveforms(of.inputs(), manager), manager);
    return TensorCase.rows(of, manager, outputs::output);
  }

  private static List<float[]> waveforms(SafetensorsFile inputs, NDManager manager) {
    return inputs.names().stream()
        .filter(name -> name.matches("raw\\.\\d{1,6}"))
        .sorted(Comparator.comparingInt(name -> Integer.parseInt(name.substring(RAW.length()))))
        .map(name -> inputs.readFloat(manager, name).toFloatArray())
        .toList();
  }
}
