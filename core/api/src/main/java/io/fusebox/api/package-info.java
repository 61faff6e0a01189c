/** Shared by every part of Fusebox: the exception for errors that the user can fix. */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("1.1.0")
@NullMarked
package io.fusebox.api;

import org.jspecify.annotations.NullMarked;
