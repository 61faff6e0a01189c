package io.fusebox.runtime.verify;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.fusebox.api.encoder.ModalityEncoder;
import io.fusebox.api.reference.OutputResult;
import io.fusebox.api.reference.ReferenceCase.Models;
import io.fusebox.toolkit.safetensors.SafetensorsFile;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An encoder of images or videos: images to pixels, bit for bit ({@link ImageOutputs}), and pixels
 * to states. An output {@code name} belongs to the input {@code pixel_values}, {@code x.name} to
 * {@code pixel_values_x} or {@code pixel_values.x}, and {@code processed.name} to the case's
 * images.
 *
 * @param encoder the plug-in's id
 * @param names a pattern of the names of its cases
 */
record PixelsVerifier(String encoder, String names) implements CaseVerifier {
  private static final String PIXELS = "pixel_values";
  private static final String PROCESSED = "processed.";

  @Override
  public boolean knows(String caseName) {
    return caseName.matches(names);
  }

  @Override
  public List<OutputResult> verify(VerificationCase of, NDManager manager, Models models) {
    ModalityEncoder model = models.encoder(encoder, Map.of());
    ImageOutputs images = new ImageOutputs(of, model, manager);
    SafetensorsFile inputs = of.inputs();
    Map<String, Map<String, NDArray>> computed = new HashMap<>();
    return TensorCase.rows(
        of,
        manager,
        name -> {
          if (name.equals(PIXELS) || images.knows(name)) {
            return images.output(name);
          }
          String prefix = prefix(name, inputs);
          Map<String, NDArray> outputs =
              computed.computeIfAbsent(
                  prefix,
                  p ->
                      p.equals(PROCESSED)
                          ? model.outputs(images.pixels())
                          : model.outputs(inputs.readFloat(manager, input(p, inputs))));
          return Optional.ofNullable(outputs.get(name.substring(prefix.length())))
              .map(TensorValues::of);
        });
  }

  /** The part of an output's name that says what it was computed from; may be empty. */
  private static String prefix(String name, SafetensorsFile inputs) {
    String prefix = name.substring(0, name.indexOf('.') + 1);
    boolean known =
        prefix.equals(PROCESSED) || (!prefix.isEmpty() && inputs.has(input(prefix, inputs)));
    return known ? prefix : "";
  }

  private static String input(String prefix, SafetensorsFile inputs) {
    if (prefix.isEmpty()) {
      return PIXELS;
    }
    String name = prefix.substring(0, prefix.length() - 1);
    String dotted = PIXELS + "." + name;
    return inputs.has(dotted) ? dotted : PIXELS + "_" + name;
  }
}
