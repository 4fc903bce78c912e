/**
 * What the software runs on: the library's class path with the native libraries of this platform, resolved by Maven
 * Resolver under the user's Maven settings; the Jupyter kernel that runs it; and the lock of what ran.
 */
package org.mosaicworkbench.environment;
