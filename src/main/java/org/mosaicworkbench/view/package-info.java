/**
 * Close inspection of images: an interactive viewer for pages, region files, and messages to external viewers.
 *
 * <p>The package is on level 8 and uses only packages on lower levels. Begin with {@link Viewer}.
 */
package org.mosaicworkbench.view;
