/** Files that are whole or not there. Learn first: {@link io.fusebox.toolkit.files.AtomicFile}. */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("1.0.0")
@NullMarked
package io.fusebox.toolkit.files;

import org.jspecify.annotations.NullMarked;
