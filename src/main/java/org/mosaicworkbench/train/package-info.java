/**
 * Training runs and their results: the model, its evaluation on the test and validation sets, and its report chapter.
 *
 * <p>This package is on level 9 and uses only packages on lower levels. Begin with {@link TrainResult}.
 */
package org.mosaicworkbench.train;
