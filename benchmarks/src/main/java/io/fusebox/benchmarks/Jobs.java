package io.fusebox.benchmarks;

/** The jobs that are measured, as {@link Work}. */
final class Jobs {
  static final int PROMPTS = 20;
  static final int WORDS = 12;
  static final int TOGETHER = 8;
  static final int ANSWER_TOKENS = 5;
  static final int LEARNT_TOKENS = 3;
  static final int IMAGES = 8;
  static final int CLIPS = 4;

  private final ModelSize size;

  Jobs(ModelSize size) {
    this.size = size;
  }

  /** Five seconds of 16 kHz. */
  int samples() {
    return size == ModelSize.BASE ? 80_000 : 800;
  }

  int pixels() {
    return size == ModelSize.BASE ? 224 : 32;
  }

  /** An encoder-decoder reads questions; {@code known} of their positions were computed before. */
  Work encoding(int examples, int vectors, int known) {
    int positions = PROMPTS + vectors + WORDS;
    return new Work(ModelShape.bart(size))
        .layers("encoder", examples, positions - known, positions);
  }

  /** The same, then greedy search with a cache. */
  Work answering(int examples, int vectors, int known) {
    long positions = PROMPTS + vectors + WORDS;
    Work work = encoding(examples, vectors, known).crossKeys("decoder", examples * positions);
    for (int step = 1; step <= ANSWER_TOKENS; step++) {
      work.crossLayers("decoder", examples, 1, step, positions).head(examples);
    }
    return work;
  }

  /** The forward pass of a training step. */
  Work learning(int examples, int vectors, int known) {
    long positions = PROMPTS + vectors + WORDS;
    Work work = encoding(examples, vectors, known);
    if (known > 0) { // of all examples at once
      work.layers("encoder", 1, known, known);
    }
    return work.crossKeys("decoder", examples * positions)
        .crossLayers("decoder", examples, LEARNT_TOKENS, LEARNT_TOKENS, positions)
        .head((long) examples * LEARNT_TOKENS);
  }

  /** A decoder-only PLM reads questions. */
  Work reading(int examples, int vectors) {
    int positions = PROMPTS + vectors + WORDS;
    return new Work(ModelShape.llama(size)).gatedLayers("layer", examples, positions, positions);
  }

  /** The same, then greedy search: the first token comes of what was read. */
  Work continuing(int examples, int vectors) {
    int positions = PROMPTS + vectors + WORDS;
    Work work = reading(examples, vectors).head(examples);
    for (int step = 1; step < ANSWER_TOKENS; step++) {
      work.gatedLayers("layer", examples, 1, positions + step).head(examples);
    }
    return work;
  }

  /** The forward pass of a training step of a decoder-only PLM. */
  Work following(int examples, int vectors) {
    int positions = PROMPTS + vectors + WORDS;
    int answer = LEARNT_TOKENS - 1;
    return reading(examples, vectors)
        .gatedLayers("layer", examples, answer, positions + answer)
        .head((long) examples * LEARNT_TOKENS);
  }

  /** A ViT reads images in patches of 16 x 16. */
  Work images() {
    int width = ModelShape.encoder(size).width();
    int side = pixels() / 16;
    int patches = side * side;
    return new Work(ModelShape.encoder(size))
        .product("patches", (long) IMAGES * patches, 3L * 16 * 16, width)
        .layers("layer", IMAGES, patches + 1, patches + 1);
  }

  /** A wav2vec2 reads audio: convolutions, each a product over its kernel, then layers. */
  Work clips() {
    int[] kernels = {10, 3, 3, 3, 3, 2, 2};
    int[] strides = {5, 2, 2, 2, 2, 2, 2};
    int channels = channels();
    Work work = new Work(ModelShape.encoder(size));
    long frames = samples();
    long in = 1;
    for (int i = 0; i < kernels.length; i++) {
      frames = (frames - kernels[i]) / strides[i] + 1;
      work.product("convolution" + i, CLIPS * frames, in * kernels[i], channels);
      in = channels;
    }
    int width = ModelShape.encoder(size).width();
    return work.product("projection", CLIPS * frames, channels, width)
        .product("positions", CLIPS * frames, (long) width / groups() * positionKernel(), width)
        .layers("layer", CLIPS, frames, frames);
  }

  int channels() {
    return size == ModelSize.BASE ? 512 : 8;
  }

  int groups() {
    return size == ModelSize.BASE ? 16 : 2;
  }

  int positionKernel() {
    return size == ModelSize.BASE ? 128 : 4;
  }
}
