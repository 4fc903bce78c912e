/** From what was measured and what a model says to an answer: how large a misalignment is, and whether that is too large. */
package org.mosaicworkbench.decision;
