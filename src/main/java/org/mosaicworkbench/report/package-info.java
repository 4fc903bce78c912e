/**
 * Reports: pages with results, their provenance and environment, and the comparison of two pages.
 *
 * <p>It stands on level 5 and uses only packages on lower levels. Begin with {@link Page}; a result takes part by
 * {@link Reportable}.
 */
package org.mosaicworkbench.report;
