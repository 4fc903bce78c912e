/**
 * Reports: what a result tells of itself, how it was made, the page that holds both, and two pages side by side.
 */
package org.mosaicworkbench.report;
