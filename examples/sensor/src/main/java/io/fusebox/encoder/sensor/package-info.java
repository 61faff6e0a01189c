/** Sensors as a plug-in. Learn first: {@link io.fusebox.encoder.sensor.SensorEncoder}. */
package io.fusebox.encoder.sensor;
