/**
 * Reports: pages with results, their provenance and environment, and the comparison of two pages.
 *
 * <p>This package is on level 5 and uses only packages on lower levels. Begin with {@link Page}; results join a report
 * by implementing {@link Reportable}.
 */
package org.mosaicworkbench.report;
