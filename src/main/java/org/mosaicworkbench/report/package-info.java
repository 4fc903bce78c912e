/**
 * Pages that tell a result, its provenance and its environment, and two pages side by side.
 *
 * <p>It stands on level 5 and uses only packages on lower levels. Begin with {@link Page}; a result takes part by
 * {@link Reportable}.
 */
package org.mosaicworkbench.report;
