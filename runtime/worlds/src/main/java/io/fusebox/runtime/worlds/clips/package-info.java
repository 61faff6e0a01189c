/**
 * Short generated videos with audio and a remark, which is sincere or sarcastic: three modalities
 * at once. Learn first: {@link io.fusebox.runtime.worlds.clips.ClipWorld}.
 */
@NullMarked
package io.fusebox.runtime.worlds.clips;

import org.jspecify.annotations.NullMarked;
