/**
 * The numbers that describe a dataset: the ten features and the measurements, each with its column, unit and meaning.
 *
 * <p>This package is on level 1 and uses no other package of this library. Begin with {@link Feature} and
 * {@link Measurement}: the measuring packages provide their values, and tables, models and figures take names and order
 * from them.
 */
package org.mosaicworkbench.features;
