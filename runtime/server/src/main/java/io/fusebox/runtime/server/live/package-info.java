/**
 * A live Fusebox as the service sees it. Learn first: {@link
 * io.fusebox.runtime.server.live.LiveSystem}.
 */
package io.fusebox.runtime.server.live;
