/**
 * What trainings have left, and which of it pipelines answer with. Learn first: {@link
 * io.fusebox.versions.TrainedVersions}.
 */
package io.fusebox.versions;
