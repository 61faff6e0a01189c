package io.fusebox.runtime.launcher;

import static io.fusebox.api.settings.Settings.require;

import io.fusebox.runtime.http.Listening;
import io.fusebox.runtime.http.Listening.Keystore;
import io.fusebox.toolkit.files.JsonFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Where a running Fusebox listens. */
final class ListenOptions {
  private static final long MAX_PASSWORD = 1 << 12;

  @Option(
      names = "--listen",
      paramLabel = "HOST:PORT",
      description =
          "Where to listen; another address than this machine's own needs a --keystore, and a token"
              + " ('fusebox token'). Without it: this machine, at any free port.")
  private String address;

  @Option(
      names = "--keystore",
      paramLabel = "FILE",
      description = "The certificate and its key for TLS (PKCS#12).")
  private Path keystore;

  @Option(
      names = "--keystore-password",
      paramLabel = "FILE",
      description = "A file with the keystore's password in its first line.")
  private Path password;

  /** Refused when others could listen in. */
  Listening listening() {
    require(
        (keystore == null) == (password == null),
        "--keystore and --keystore-password go together; give both");
    require(address != null || keystore == null, "--keystore goes with --listen");
    return address == null ? Listening.HERE : Listening.at(address, keystore());
  }

  private Optional<Keystore> keystore() {
    return Optional.ofNullable(keystore).map(file -> new Keystore(file, password()));
  }

  private String password() {
    byte[] bytes = JsonFile.readBytes(password, MAX_PASSWORD);
    return new String(bytes, StandardCharsets.UTF_8).lines().findFirst().orElse("");
  }
}
