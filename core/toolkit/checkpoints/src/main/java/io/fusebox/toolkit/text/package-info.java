/** Text and tokens. Learn first: {@link io.fusebox.api.plm.Tokenizer}. */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("1.0.0")
@NullMarked
package io.fusebox.toolkit.text;

import org.jspecify.annotations.NullMarked;
