/**
 * Checks visits in whatever form they are given: selects the files to judge, reaches a verdict on each mosaic, and
 * writes the page.
 *
 * <p>It stands on level 10 and uses only packages on lower levels. Begin with {@link CheckResult}.
 */
package org.mosaicworkbench.check;
