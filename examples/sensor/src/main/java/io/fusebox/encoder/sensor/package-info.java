/** Sensors as a plug-in. Learn first: {@link io.fusebox.encoder.sensor.Sensor}. */
package io.fusebox.encoder.sensor;
