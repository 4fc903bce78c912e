/**
 * What is said of prepared datasets: the choice of a model, the decision for each, and what pushed the model.
 *
 * <p>It stands on level 9 and uses only packages on lower levels. Begin with {@link PredictResult};
 * how a decision is made is in {@link org.mosaicworkbench.decision.DecisionRule}.
 */
package org.mosaicworkbench.predict;
