/**
 * How a value shows itself in a notebook, and how long work tells where it stands.
 *
 * <p>A value that knows how it looks is a {@link org.mosaicworkbench.notebook.Displayable}; as a cell's last expression
 * it appears as a picture, a table or text, and {@link org.mosaicworkbench.notebook.Notebook#show} puts it in the
 * middle of a cell. Three kernels are known (Rapaio, JJava, IJava), each by one adapter class that only that kernel
 * loads.
 */
package org.mosaicworkbench.notebook;
