/** Files that are whole or not there. Learn first: {@link io.fusebox.toolkit.files.AtomicFile}. */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("1.1.0")
package io.fusebox.toolkit.files;
