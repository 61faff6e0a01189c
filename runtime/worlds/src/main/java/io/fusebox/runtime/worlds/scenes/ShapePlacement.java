package io.fusebox.runtime.worlds.scenes;

/** A shape's place: its centre and its radii, in pixels. */
record ShapePlacement(ShapeOutline outline, double x, double y, double wide, double high) {
  boolean holds(double px, double py) {
    return outline.holds((px - x) / wide, (py - y) / high);
  }
}
