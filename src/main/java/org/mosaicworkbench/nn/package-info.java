/**
 * The classifier: a perceptron on the features, a convolutional network on the three frames, and their ensemble.
 *
 * <p>A {@link org.mosaicworkbench.nn.Blueprint} says how large everything is, {@link org.mosaicworkbench.nn.Weights}
 * are plain numbers that know no engine, {@link org.mosaicworkbench.nn.Training} makes a
 * {@link org.mosaicworkbench.nn.Classifier}, which predicts, and is written and read with its card. Arrays of the
 * engine (DJL with PyTorch) live only within one step.
 */
package org.mosaicworkbench.nn;
