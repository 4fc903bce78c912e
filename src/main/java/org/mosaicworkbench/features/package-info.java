/**
 * What is known of a dataset as numbers: the ten features and the measurements, each with its column, unit and meaning,
 * stated once.
 *
 * <p>It stands on level 1 and uses no other package of ours. Begin with {@link Feature} and {@link Measurement}; the
 * packages that measure fill them, and tables, models and figures take names and order from them.
 */
package org.mosaicworkbench.features;
