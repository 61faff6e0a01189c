/**
 * YAML from untrusted files, read strictly. Learn first: {@link io.fusebox.runtime.yaml.YamlFile}.
 */
@NullMarked
package io.fusebox.runtime.yaml;

import org.jspecify.annotations.NullMarked;
