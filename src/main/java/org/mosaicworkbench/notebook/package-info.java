/**
 * Display of values and progress in notebooks. Three kernels are supported (Rapaio, JJava, IJava), each by an adapter
 * that only that kernel loads.
 *
 * <p>This package is on level 2 and uses only packages on lower levels. Begin with {@link Displayable}: as the last
 * expression of a cell it appears as a picture, a table or text.
 */
package org.mosaicworkbench.notebook;
