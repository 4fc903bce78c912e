/**
 * The command line: one class a command, each calling the task of the same name; no logic of its own.
 *
 * <p>It stands above all other packages and is the only one that imports the tasks. Begin with {@link
 * MosaicCommandLine}.
 */
package org.mosaicworkbench.cli;
