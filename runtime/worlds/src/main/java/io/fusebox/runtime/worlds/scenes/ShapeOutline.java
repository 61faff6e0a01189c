package io.fusebox.runtime.worlds.scenes;

/** The shapes that can be painted, each within the square from (-1, -1) to (1, 1), y downwards. */
enum ShapeOutline {
  CIRCLE((x, y) -> x * x + y * y < 1),
  RECTANGLE((x, y) -> Math.max(Math.abs(x), Math.abs(y)) < 1),
  TRIANGLE((x, y) -> y < 0.9 && Math.abs(x) < (y + 1) / 1.9),
  DIAMOND((x, y) -> Math.abs(x) + Math.abs(y) < 1),
  CROSS(
      (x, y) ->
          Math.min(Math.abs(x), Math.abs(y)) < 0.33 && Math.max(Math.abs(x), Math.abs(y)) < 1),
  RING((x, y) -> x * x + y * y < 1 && x * x + y * y > 0.3),
  STAR((x, y) -> Math.hypot(x, y) < star(Math.atan2(x, -y))),
  DOME((x, y) -> y < 0.5 && x * x + (y - 0.5) * (y - 0.5) / 0.9 < 1);

  private static final double POINTS = 5;
  private final Inside inside;

  ShapeOutline(Inside inside) {
    this.inside = inside;
  }

  /** Whether a point is inside. */
  @FunctionalInterface
  private interface Inside {
    boolean at(double x, double y);
  }

  boolean holds(double x, double y) {
    return inside.at(x, y);
  }

  /** How far a star reaches in a direction, 0 being up. */
  private static double star(double angle) {
    double sector = 2 * Math.PI / POINTS;
    double within = ((angle % sector) + sector) % sector;
    double fromValley = Math.abs(within - sector / 2) / (sector / 2);
    return 0.42 + 0.58 * Math.pow(fromValley, 1.5);
  }
}
