/**
 * The software's environment: the class path with this platform's native libraries, resolved by Maven Resolver under
 * the user's Maven settings; the Jupyter kernel; and the lock that records library versions.
 *
 * <p>This package is on level 2 and uses only packages on lower levels. Begin with {@link Kernels} for kernels,
 * {@link ClassPath} for libraries, {@link NotebookFile} for notebooks.
 */
package org.mosaicworkbench.environment;
