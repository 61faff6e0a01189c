/** JointProj as a plug-in. Learn first: {@link io.fusebox.strategy.jointproj.JointProj}. */
package io.fusebox.strategy.jointproj;
