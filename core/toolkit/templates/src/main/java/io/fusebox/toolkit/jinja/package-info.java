/**
 * The part of the Jinja2 template language that chat templates use, as transformers renders them.
 * Learn first: {@link io.fusebox.toolkit.jinja.JinjaTemplate}.
 */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("1.0.0")
package io.fusebox.toolkit.jinja;
