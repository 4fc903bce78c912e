/**
 * Display of values and progress in notebooks. Three kernels are supported (Rapaio, JJava, IJava), each by an adapter
 * that only that kernel loads.
 *
 * <p>It stands on level 2 and uses only packages on lower levels. Begin with {@link Displayable}: as a cell's last
 * expression it appears as a picture, a table or text.
 */
package org.mosaicworkbench.notebook;
