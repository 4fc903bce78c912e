/**
 * Prepared datasets in the form that models use: the table, the measurements and the frames, and their split into
 * training, validation and test sets.
 *
 * <p>This package is on level 8 and uses only packages on lower levels. Begin with {@link PreparedDatasets}.
 */
package org.mosaicworkbench.dataset;
