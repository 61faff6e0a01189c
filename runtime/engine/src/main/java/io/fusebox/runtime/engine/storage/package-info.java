/** Files that last: their formats, and locks between processes. */
package io.fusebox.runtime.engine.storage;
