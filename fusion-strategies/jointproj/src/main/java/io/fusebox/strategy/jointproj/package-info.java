/** JointProj as a plug-in. Learn first: {@link io.fusebox.strategy.jointproj.JointProj}. */
@NullMarked
package io.fusebox.strategy.jointproj;

import org.jspecify.annotations.NullMarked;
