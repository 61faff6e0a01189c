/**
 * A live Fusebox as the service sees it. Learn first: {@link
 * io.fusebox.runtime.server.live.LiveSystem}.
 */
@NullMarked
package io.fusebox.runtime.server.live;

import org.jspecify.annotations.NullMarked;
