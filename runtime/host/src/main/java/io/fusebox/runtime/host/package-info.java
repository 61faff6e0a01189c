/** The OSGi host. Nothing else knows Felix. */
package io.fusebox.runtime.host;
