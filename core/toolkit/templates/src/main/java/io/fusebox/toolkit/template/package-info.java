/**
 * How a PLM is spoken to: what stands around features and question. Learn first: {@link
 * io.fusebox.toolkit.template.InputTemplate}.
 */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("1.0.0")
@NullMarked
package io.fusebox.toolkit.template;

import org.jspecify.annotations.NullMarked;
