/**
 * Predictions for prepared datasets: selection of a model, decisions, and explanations.
 *
 * <p>It stands on level 9 and uses only packages on lower levels. Begin with {@link PredictResult};
 * how a decision is made is in {@link org.mosaicworkbench.decision.DecisionRule}.
 */
package org.mosaicworkbench.predict;
