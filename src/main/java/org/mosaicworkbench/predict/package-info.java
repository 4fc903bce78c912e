/**
 * Predictions of a trained model: its choice, the decision for each dataset, and what pushed it.
 *
 * <p>It stands on level 9 and uses only packages on lower levels. Begin with {@link PredictResult} and {@link
 * Decision}.
 */
package org.mosaicworkbench.predict;
