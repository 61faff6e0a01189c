package io.fusebox.runtime.training;

/** Hears the loss of every update. */
@FunctionalInterface
public interface LossListener {
  /** Hears nothing. */
  LossListener NONE = (step, loss) -> {};

  /**
   * @param step how many updates are done, this one included
   */
  void loss(long step, float loss);
}
