/**
 * What a plug-in's jar must be to run in Fusebox: asked by the host before it starts one, and by
 * the contract tests before one is shipped. Learn first: {@link io.fusebox.bundle.BundleRules}.
 */
package io.fusebox.bundle;
