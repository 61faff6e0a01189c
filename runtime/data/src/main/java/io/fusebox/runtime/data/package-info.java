/**
 * Questions, answers and the files that they are about. Learn first: {@link
 * io.fusebox.runtime.data.Datasets}, which reads them, and {@link io.fusebox.runtime.data.Shots},
 * which draws few of many.
 */
@NullMarked
package io.fusebox.runtime.data;

import org.jspecify.annotations.NullMarked;
