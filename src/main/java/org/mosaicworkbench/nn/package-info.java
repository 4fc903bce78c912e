/**
 * The networks: perceptrons, image networks and their ensembles, their training and their predictions. Arrays of the
 * engine (DJL with PyTorch) live only within one step. Data come in only through {@link Examples}.
 *
 * <p>It stands on level 6 and uses only packages on lower levels. Begin with {@link Blueprint}, which says how large
 * everything is, then {@link Training} and {@link Classifier}.
 */
package org.mosaicworkbench.nn;
