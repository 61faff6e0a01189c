package io.fusebox.api.plugin;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks the one component of a settings record that holds all that is given, whatever its names, in
 * its order: a map of names that users choose, for instance labels. Its type is {@link
 * java.util.Map}, of texts to what the file has.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface AllSettings {}
