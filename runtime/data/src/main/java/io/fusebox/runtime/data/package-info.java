/**
 * Questions, answers and the files that they are about. Learn first: {@link
 * io.fusebox.runtime.data.Datasets}, which reads them, and {@link io.fusebox.runtime.data.Shots},
 * which draws few of many.
 */
package io.fusebox.runtime.data;
