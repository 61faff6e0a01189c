/** What every part of Fusebox shares: the exception for things that the user can mend. */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("1.1.0")
@NullMarked
package io.fusebox.api;

import org.jspecify.annotations.NullMarked;
