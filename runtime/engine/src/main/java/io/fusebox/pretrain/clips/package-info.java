/**
 * Short generated films with sound and a remark, which is sincere or sarcastic: three modalities at
 * once. Learn first: {@link io.fusebox.pretrain.clips.ClipWorld}.
 */
package io.fusebox.pretrain.clips;
