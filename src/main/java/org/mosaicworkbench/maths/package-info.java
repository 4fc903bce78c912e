/** Mathematics on plain arrays that several packages need and the libraries in use do not give. */
package org.mosaicworkbench.maths;
