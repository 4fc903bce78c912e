/**
 * Predictions for prepared datasets: selection of a model, decisions, and explanations.
 *
 * <p>This package is on level 9 and uses only packages on lower levels. Begin with {@link PredictResult};
 * {@link org.mosaicworkbench.decision.DecisionRule} describes how a decision is made.
 */
package org.mosaicworkbench.predict;
