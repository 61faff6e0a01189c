/**
 * The results of trainings, and which of them pipelines answer with. Learn first: {@link
 * io.fusebox.runtime.training.versions.TrainedVersions}.
 */
@NullMarked
package io.fusebox.runtime.training.versions;

import org.jspecify.annotations.NullMarked;
