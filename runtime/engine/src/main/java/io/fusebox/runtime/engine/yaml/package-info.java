/**
 * YAML from untrusted files, read strictly. Learn first: {@link
 * io.fusebox.runtime.engine.yaml.YamlFile}.
 */
package io.fusebox.runtime.engine.yaml;
