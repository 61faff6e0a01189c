/**
 * YAML from untrusted files, read strictly. Learn first: {@link
 * io.fusebox.runtime.engine.yaml.YamlFile}.
 */
@NullMarked
package io.fusebox.runtime.engine.yaml;

import org.jspecify.annotations.NullMarked;
