/**
 * Close inspection of images: the viewer in a page, region files, and messages to external viewers.
 *
 * <p>It stands on level 8 and uses only packages on lower levels. Begin with {@link Viewer}.
 */
package org.mosaicworkbench.view;
