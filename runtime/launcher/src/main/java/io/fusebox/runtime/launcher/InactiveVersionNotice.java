package io.fusebox.runtime.launcher;

/** Says that a pipeline does not answer with the weights that a table was measured with. */
final class InactiveVersionNotice {
  private InactiveVersionNotice() {}

  static String words(String pipeline, String measured, String answering, FuseboxOptions options) {
    return """

        These numbers are those of version %s, which does not answer:
        the pipeline %s answers with version %s. To answer with what was measured:
          fusebox activate %s %s%s
        """
        .formatted(measured, pipeline, answering, pipeline, measured, options.again());
  }
}
