/**
 * Results for people: Markdown, and HTML pages that need nothing but themselves. Learn first:
 * {@link io.fusebox.runtime.experiments.report.MarkdownReport}.
 */
@NullMarked
package io.fusebox.runtime.experiments.report;

import org.jspecify.annotations.NullMarked;
