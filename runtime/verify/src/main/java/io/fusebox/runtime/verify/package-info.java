/**
 * Proof that a checkpoint gives the reference's numbers: a case is a folder of inputs and of the
 * outputs that the reference computed from them. Learn first: {@link
 * io.fusebox.runtime.verify.CaseRunner}; a new kind of case is one more {@link
 * io.fusebox.runtime.verify.CaseVerifier}.
 */
@NullMarked
package io.fusebox.runtime.verify;

import org.jspecify.annotations.NullMarked;
