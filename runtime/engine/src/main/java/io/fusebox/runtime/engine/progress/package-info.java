/** How far long work has come. */
package io.fusebox.runtime.engine.progress;
