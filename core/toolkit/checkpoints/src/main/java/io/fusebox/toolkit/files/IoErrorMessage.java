package io.fusebox.toolkit.files;

import java.io.CharConversionException;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/** Says in words why a file could not be read or written; the JDK often gives the path alone. */
public final class IoErrorMessage {
  private IoErrorMessage() {}

  public static String of(IOException e) {
    if (e instanceof NoSuchFileException) {
      return "there is no such file";
    } else if (e instanceof AccessDeniedException) {
      return "permission denied";
    } else if (e instanceof NotDirectoryException || e instanceof FileAlreadyExistsException) {
      return "a file stands where a folder is needed";
    } else if (e instanceof FileSystemLoopException) {
      return "its links lead back to itself";
    } else if (e instanceof FileSystemException f && f.getReason() != null) {
      return f.getReason();
    } else if (e instanceof CharacterCodingException || e instanceof CharConversionException) {
      return "it is not UTF-8 text";
    } else if (e instanceof ClosedByInterruptException) {
      return "interrupted";
    }
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }
}
