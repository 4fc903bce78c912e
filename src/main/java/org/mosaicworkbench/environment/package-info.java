/**
 * What the software runs on: the class path with this platform's native libraries, resolved by Maven Resolver under the
 * user's Maven settings; the Jupyter kernel that runs it; and the lock of what ran.
 *
 * <p>It stands on level 2 and uses only packages on lower levels. Begin with {@link Kernels} for kernels, {@link
 * ClassPath} for libraries, {@link NotebookFile} for notebooks.
 */
package org.mosaicworkbench.environment;
