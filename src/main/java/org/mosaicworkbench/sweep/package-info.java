/**
 * Search of settings: what may be tried, what is tried next, and what came of it. Knows no model: what is tried is an
 * {@link org.mosaicworkbench.sweep.Objective}.
 */
package org.mosaicworkbench.sweep;
