/**
 * Results for people: Markdown, and HTML pages that need nothing but themselves. Learn first:
 * {@link io.fusebox.runtime.experiments.report.MarkdownReport}.
 */
package io.fusebox.runtime.experiments.report;
