/**
 * The networks: perceptrons, image networks and their ensembles, their training and their predictions. Engine arrays
 * (DJL with PyTorch) live only within one step. Data enter only through {@link Examples}.
 *
 * <p>This package is on level 6 and uses only packages on lower levels. Begin with {@link Blueprint}, which sets all
 * sizes, then {@link Training} and {@link Classifier}.
 */
package org.mosaicworkbench.nn;
