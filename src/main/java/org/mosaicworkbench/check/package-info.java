/**
 * Checking of visits as they come: which of their files are judged, what is said of each mosaic, and the page that says it.
 *
 * <p>It stands on level 10 and uses only packages on lower levels. Begin with {@link CheckResult}.
 */
package org.mosaicworkbench.check;
