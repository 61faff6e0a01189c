package io.fusebox.examples.choice;

import io.fusebox.api.plugin.Plugin;
import io.fusebox.api.plugin.PluginModule;

/** Offers the task and the data format {@code choice}. */
@Plugin("choice")
public final class ChoicePlugin extends PluginModule {
  @Override
  protected void configure() {
    task(Choice.class, choice -> choice);
    dataFormat(new CsvQuestions());
  }
}
