/**
 * The numbers that describe a dataset: the ten features and the measurements, each with its column, unit and meaning.
 *
 * <p>This package is on level 1 and uses no other package of this library. Begin with {@link Feature} and
 * {@link Measurement}: other packages measure the values, and tables, models and figures use the names and the order
 * defined here.
 */
package org.mosaicworkbench.features;
