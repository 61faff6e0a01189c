/**
 * Questions, answers and the files that they are about. Learn first: {@link
 * io.fusebox.data.Datasets}, which reads them, and {@link io.fusebox.data.Shots}, which draws few
 * of many.
 */
package io.fusebox.data;
