package io.fusebox.toolkit.image;

import io.fusebox.api.FuseboxException;
import io.fusebox.api.settings.NameSuggestions;
import java.util.Locale;
import javax.imageio.IIOException;
import javax.imageio.ImageReader;
import javax.imageio.event.IIOReadWarningListener;
import org.jspecify.annotations.Nullable;

/**
 * The JPEG reader only warns of a file that is cut off, and fills the rest with gray. Nobody is to
 * train on gray without knowing.
 */
final class TruncationListener implements IIOReadWarningListener {
  private @Nullable String found;

  @Override
  public void warningOccurred(ImageReader source, String warning) {
    // Other warnings are of harmless things, stray bytes before a marker for instance.
    if (warning != null && warning.toLowerCase(Locale.ROOT).contains("premature end")) {
      found = warning;
    }
  }

  /**
   * A reader's own message about a file, in brackets; empty where only a defect in the reader says
   * it: it throws any runtime exception at files that are not what they say.
   */
  static String reason(Exception e) {
    boolean said = e instanceof IIOException && e.getMessage() != null && e.getCause() == null;
    return said ? " (" + NameSuggestions.shown(String.valueOf(e.getMessage())) + ")" : "";
  }

  void refuse(ImageFormat format) {
    if (found != null) {
      throw new FuseboxException(
          "the %s image is damaged or cut off (%s): fetch it again or convert it to PNG"
              .formatted(format, found));
    }
  }
}
