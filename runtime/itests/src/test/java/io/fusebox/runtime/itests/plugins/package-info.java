/** Plug-ins that tests put into jars of their own: they run in bundles, not here. */
package io.fusebox.runtime.itests.plugins;
