/**
 * Which exposures of a visit point elsewhere than the others, by how much, and since when: measured from the places of
 * their common sources, said in words, and drawn.
 * {@link org.mosaicworkbench.diagnose.PointingFit} measures, {@link org.mosaicworkbench.diagnose.Pattern} tells a
 * single wrong pointing from a re-acquisition and from a drift, {@link org.mosaicworkbench.diagnose.VisitDiagnosis}
 * puts both together. Where there is only a combined image, {@link org.mosaicworkbench.diagnose.EchoShift} looks for
 * its double.
 */
package org.mosaicworkbench.diagnose;
