package io.fusebox.toolkit.media;

import static io.fusebox.api.settings.Settings.require;

/**
 * Decoded audio.
 *
 * @param channels {@code [channels][n]}, -1 to 1, all of one length; not copied
 * @param rate samples a second
 */
public record DecodedAudio(float[][] channels, int rate) {
  public DecodedAudio {
    require(channels.length > 0, "an audio clip must have a channel, found none");
    require(rate > 0, "an audio clip's rate must be positive, found " + rate);
  }
}
