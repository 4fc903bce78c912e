/**
 * Checks visits in any supported form: selects the files to judge, reaches a verdict on each mosaic, and writes the
 * page.
 *
 * <p>The package is on level 10 and uses only packages on lower levels. Begin with {@link CheckResult}.
 */
package org.mosaicworkbench.check;
