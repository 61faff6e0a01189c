/**
 * The part of the Jinja2 template language that chat templates use, as transformers renders them.
 * Learn first: {@link io.fusebox.toolkit.jinja.JinjaTemplate}.
 *
 * <p>Any value may be null here, which is a template's none, so null is not declared one by one.
 */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("1.0.0")
package io.fusebox.toolkit.jinja;
