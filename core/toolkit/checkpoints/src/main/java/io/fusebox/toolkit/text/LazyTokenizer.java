package io.fusebox.toolkit.text;

import io.fusebox.api.plm.Tokenizer;
import java.nio.file.Path;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A model folder's tokenizer, opened when it is first needed: not every use of a PLM has text. */
public final class LazyTokenizer implements Supplier<Tokenizer> {
  private final Path folder;
  private @Nullable Tokenizer opened;

  public LazyTokenizer(Path folder) {
    this.folder = folder;
  }

  @Override
  public synchronized Tokenizer get() {
    if (opened == null) {
      opened = FolderTokenizer.open(folder);
    }
    return opened;
  }
}
