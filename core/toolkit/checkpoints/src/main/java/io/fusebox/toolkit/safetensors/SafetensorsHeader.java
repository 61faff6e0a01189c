package io.fusebox.toolkit.safetensors;

import java.util.Map;

/**
 * The metadata in the header of a file.
 *
 * @param entries tensors by name, in the file's order
 * @param metadata {@code __metadata__}, empty when there is none
 */
record SafetensorsHeader(Map<String, TensorEntry> entries, Map<String, String> metadata) {}
