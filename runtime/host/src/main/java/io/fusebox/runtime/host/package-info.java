/** The OSGi host. Nothing else knows Felix. */
@NullMarked
package io.fusebox.runtime.host;

import org.jspecify.annotations.NullMarked;
