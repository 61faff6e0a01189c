package io.fusebox.runtime.training;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Adam as the reference computes it (betas 0.9 and 0.999, eps 1e-8, no weight decay), on Java
 * arrays: its state can be saved and restored bit for bit, and no native memory is held.
 */
public final class Adam {
  private static final float BETA1 = 0.9f;
  private static final float BETA2 = 0.999f;
  private static final float EPS = 1e-8f;

  private final Map<String, Moments> state = new LinkedHashMap<>();

  /**
   * The moments that Adam keeps for one parameter.
   *
   * @param step how many updates there were
   * @param first the running mean of the gradient
   * @param second the running mean of its square
   */
  public record Moments(int step, float[] first, float[] second) {}

  /** One update of one parameter, in place. */
  public void update(String name, float[] value, float[] gradient, double rate) {
    Moments old = state.get(name);
    Moments now =
        old == null
            ? new Moments(1, new float[value.length], new float[value.length])
            : new Moments(old.step + 1, old.first, old.second);
    state.put(name, now);
    float size = (float) (rate / (1 - Math.pow(BETA1, now.step)));
    float correction = (float) Math.sqrt(1 - Math.pow(BETA2, now.step));
    float[] m = now.first;
    float[] v = now.second;
    for (int i = 0; i < value.length; i++) {
      float g = gradient[i];
      m[i] = BETA1 * m[i] + (1 - BETA1) * g;
      v[i] = BETA2 * v[i] + (1 - BETA2) * g * g;
      value[i] -= size * m[i] / ((float) Math.sqrt(v[i]) / correction + EPS);
    }
  }

  /** The optimizer state of each parameter; live. */
  public Map<String, Moments> state() {
    return state;
  }

  /** Goes on from a saved state. */
  public void restore(String name, Moments moments) {
    state.put(name, moments);
  }
}
