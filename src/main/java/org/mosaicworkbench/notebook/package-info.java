/**
 * How a value shows itself in a notebook, and how long work tells where it stands. Three kernels are known (Rapaio,
 * JJava, IJava), each by one adapter that only that kernel loads.
 *
 * <p>It stands on level 2 and uses only packages on lower levels. Begin with {@link Displayable}: as a cell's last
 * expression it appears as a picture, a table or text.
 */
package org.mosaicworkbench.notebook;
