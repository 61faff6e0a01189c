/**
 * Rules for a plug-in's jar that is to run in Fusebox: checked by the host before it starts one,
 * and by the contract tests before one is shipped. Learn first: {@link
 * io.fusebox.bundles.BundleRules}.
 */
@NullMarked
package io.fusebox.bundles;

import org.jspecify.annotations.NullMarked;
