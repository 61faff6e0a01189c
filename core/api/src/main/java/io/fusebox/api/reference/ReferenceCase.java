package io.fusebox.api.reference;

import io.fusebox.api.plugin.Host;
import java.nio.file.Path;
import java.util.List;

/**
 * A kind of reference case, whose name is its plug-in's id: a folder of numbers that a reference
 * implementation gave, which Fusebox is to give too. {@code meta.json} in it names the case, for
 * instance {@code {"case": "vit-tiny"}}. Stateless.
 */
public interface ReferenceCase {
  /**
   * Whether a case of this name is of this kind; sizes and seeds in the name do not matter. A name
   * is of one kind at most.
   */
  boolean knows(String name);

  /**
   * Computes the case's outputs and compares them.
   *
   * @param folder the case; its files are untrusted
   * @param host its checkpoint is the model of the case, its manager owns whatever tensors this
   *     needs and is closed afterwards
   * @return one row for every output that the case holds, supported or not
   * @throws io.fusebox.api.FuseboxException when the case or its model cannot be read
   */
  List<Row> verify(Path folder, Host host);
}
