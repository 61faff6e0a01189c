package io.fusebox.toolkit.image;

import io.fusebox.toolkit.checkpoint.ProcessorFile.Kind;
import java.util.Optional;

/** The reference's image processors, for settings that a model folder's files leave out. */
public enum ProcessorFamily {
  /** Resized to a square. */
  VIT(PillowResize.BILINEAR, false, halves(), halves()),
  /** The shortest edge resized, the centre kept, normalised as CLIP's images were. */
  CLIP(
      PillowResize.BICUBIC,
      true,
      new float[] {0.48145466f, 0.4578275f, 0.40821073f},
      new float[] {0.26862954f, 0.26130258f, 0.27577711f}),
  /** Stretched to a square. */
  SIGLIP(PillowResize.BICUBIC, false, halves(), halves()),
  /** The shortest edge resized, the centre kept, normalised as ImageNet's images. */
  DINOV2(
      PillowResize.BICUBIC,
      true,
      new float[] {0.485f, 0.456f, 0.406f},
      new float[] {0.229f, 0.224f, 0.225f}),
  /** The frames of a video: the shortest edge resized, the centre kept. */
  VIDEOMAE(PillowResize.BILINEAR, true, halves(), halves());

  private final PillowResize filter;
  private final boolean cropsCentre;
  private final float[] mean;
  private final float[] std;

  ProcessorFamily(PillowResize filter, boolean cropsCentre, float[] mean, float[] std) {
    this.filter = filter;
    this.cropsCentre = cropsCentre;
    this.mean = mean;
    this.std = std;
  }

  /**
   * The family of a processor's class name, for instance {@code CLIPImageProcessorFast}; empty when
   * no family is called so.
   */
  static Optional<ProcessorFamily> of(String type) {
    if (type.startsWith("CLIP") || type.startsWith("BitImage")) { // the same defaults
      return Optional.of(CLIP);
    } else if (type.startsWith("SiglipImage")) {
      return Optional.of(SIGLIP);
    } else if (type.startsWith("VideoMAE")) {
      return Optional.of(VIDEOMAE);
    }
    return type.startsWith("ViT") ? Optional.of(VIT) : Optional.empty();
  }

  /** The kind of input that the images are. */
  Kind kind() {
    return this == VIDEOMAE ? Kind.VIDEO : Kind.IMAGE;
  }

  PillowResize filter() {
    return filter;
  }

  /** Whether the centre is kept; then a size that is one number is that of the shortest edge. */
  boolean cropsCentre() {
    return cropsCentre;
  }

  float[] mean() {
    return mean.clone();
  }

  float[] std() {
    return std.clone();
  }

  private static float[] halves() {
    return new float[] {0.5f, 0.5f, 0.5f};
  }
}
