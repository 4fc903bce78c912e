/**
 * Looking closer: the viewer in a page, region files, and what is sent to the viewers that people have.
 *
 * <p>It stands on level 8 and uses only packages on lower levels. Begin with {@link Viewer}.
 */
package org.mosaicworkbench.view;
