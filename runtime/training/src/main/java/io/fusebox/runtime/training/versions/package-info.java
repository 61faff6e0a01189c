/**
 * What trainings have left, and which of it pipelines answer with. Learn first: {@link
 * io.fusebox.runtime.training.versions.TrainedVersions}.
 */
package io.fusebox.runtime.training.versions;
