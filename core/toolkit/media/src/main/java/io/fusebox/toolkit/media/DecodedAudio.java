package io.fusebox.toolkit.media;

import static io.fusebox.api.settings.Settings.require;

/**
 * Decoded sound.
 *
 * @param channels {@code [channels][n]}, -1 to 1, all of one length; not copied
 * @param rate samples a second
 */
public record DecodedAudio(float[][] channels, int rate) {
  public DecodedAudio {
    require(channels.length > 0, "a sound must have a channel, found none");
    require(rate > 0, "a sound's rate must be positive, found " + rate);
  }
}
