/**
 * Settings of plug-ins: records that are checked. Learn first: {@link
 * io.fusebox.api.settings.Settings}.
 */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("1.0.0")
@NullMarked
package io.fusebox.api.settings;

import org.jspecify.annotations.NullMarked;
