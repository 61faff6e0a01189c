package io.fusebox.runtime.host;

import io.fusebox.api.FuseboxException;
import io.fusebox.runtime.host.Doctor.Diagnosis;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** The findings so far; a bad part does not hide the next. */
final class Diagnoses {
  private final List<Diagnosis> all = new ArrayList<>();

  List<Diagnosis> all() {
    return List.copyOf(all);
  }

  void examine(String part, Supplier<String> look, String remedy) {
    try {
      add(true, part, look.get(), remedy);
    } catch (FuseboxException e) {
      add(false, part, String.valueOf(e.getMessage()), remedy);
    } catch (RuntimeException | LinkageError e) {
      // Whatever is wrong with a part, the next one is to be looked at.
      add(false, part, e.toString(), remedy);
    }
  }

  void add(boolean good, String part, String found, String remedy) {
    all.add(new Diagnosis(good, part, found, remedy));
  }
}
