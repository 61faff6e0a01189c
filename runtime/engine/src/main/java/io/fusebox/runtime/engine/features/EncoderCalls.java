package io.fusebox.runtime.engine.features;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.fusebox.api.FuseboxException;
import io.fusebox.runtime.engine.pipeline.ModalityInput;
import io.fusebox.runtime.engine.plugins.PluginCall;
import io.fusebox.runtime.engine.plugins.PluginException;
import io.fusebox.toolkit.tensor.Autograd;
import io.fusebox.toolkit.tensor.HostTensor;
import io.fusebox.toolkit.tensor.Interrupts;
import java.nio.file.Path;
import java.util.List;
import org.slf4j.MDC;

/** Calls into an encoder; a plug-in's fault names the plug-in, and a bad input its file. */
final class EncoderCalls {
  private EncoderCalls() {}

  /** One decoded input without a batch axis; what cannot be read is named. */
  static NDArray decode(ModalityInput modalityInput, NDManager manager, Path input) {
    Interrupts.check();
    MDC.put("input", input.toString());
    try {
      String what = "the decoded " + modalityInput.modality();
      String plugin = modalityInput.identity().plugin();
      NDArray decoded =
          PluginCall.nonNull(what, plugin, () -> modalityInput.encoder().decode(manager, input));
      if (decoded.isReleased()) {
        throw new PluginException(
            plugin, "gave " + what + " closed, expected an open NDArray (the host closes it)");
      }
      return decoded;
    } catch (PluginException e) {
      throw e;
    } catch (FuseboxException e) {
      throw new FuseboxException(
          "the %s %s cannot be read: %s".formatted(modalityInput.modality(), input, e.getMessage()),
          e);
    } finally {
      MDC.remove("input");
    }
  }

  /** A neutral input of the shape of {@code decoded}: a black image. */
  static NDArray blank(ModalityInput modalityInput, NDArray decoded) {
    return PluginCall.nonNull(
        "a blank " + modalityInput.modality(),
        modalityInput.identity().plugin(),
        () -> modalityInput.encoder().blank(decoded));
  }

  /** {@code [b, ...] -> b x [m, d]}. */
  static List<HostTensor> features(ModalityInput modalityInput, NDArray batch) {
    return Autograd.without(() -> FeatureChecks.split(FeatureChecks.of(modalityInput, batch)));
  }
}
