/**
 * Videos and audio tracks. What the Java platform does not decode is decoded by a native library
 * that sits on the launcher's class path. Learn first: {@link
 * io.fusebox.toolkit.media.MediaLibrary}.
 */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("1.0.0")
@NullMarked
package io.fusebox.toolkit.media;

import org.jspecify.annotations.NullMarked;
