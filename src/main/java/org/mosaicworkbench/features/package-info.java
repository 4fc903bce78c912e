/**
 * The numbers that describe a dataset: ten features and the measurements, each with its column, unit and meaning.
 *
 * <p>It stands on level 1 and uses no other package of ours. Begin with {@link Feature} and {@link Measurement}; the
 * packages that measure fill them, and tables, models and figures take names and order from them.
 */
package org.mosaicworkbench.features;
