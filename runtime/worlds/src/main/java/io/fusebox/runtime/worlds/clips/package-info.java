/**
 * Short generated films with sound and a remark, which is sincere or sarcastic: three modalities at
 * once. Learn first: {@link io.fusebox.runtime.worlds.clips.ClipWorld}.
 */
package io.fusebox.runtime.worlds.clips;
