package io.fusebox.api.plugin;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.osgi.annotation.bundle.Attribute;
import org.osgi.annotation.bundle.Capability;
import org.osgi.annotation.bundle.Header;

/**
 * Names a plug-in and makes the annotated {@link PluginModule} the activator of its bundle: bnd
 * reads the meta-annotations and writes the manifest.
 */
@Capability(namespace = Plugin.NAMESPACE)
@Header(name = "Bundle-Activator", value = "${@class}")
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Plugin {
  /** The capability namespace of plug-in bundles. */
  String NAMESPACE = "io.fusebox.api.plugin";

  /** The id by which a pipeline asks for the plug-in, for instance {@code promptfuse}. */
  @Attribute("io.fusebox.api.plugin")
  String value();
}
