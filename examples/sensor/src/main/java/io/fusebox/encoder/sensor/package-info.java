/** Sensors as a plug-in. Learn first: {@link io.fusebox.encoder.sensor.SensorEncoder}. */
@NullMarked
package io.fusebox.encoder.sensor;

import org.jspecify.annotations.NullMarked;
