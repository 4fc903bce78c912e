/**
 * The command line: one class a command. A command of a task reads its options, runs it and prints its result; {@code
 * kernel}, {@code lock} and {@code notebook} serve the environment.
 *
 * <p>It stands above all other packages and is the only one that imports the tasks. Begin with {@link
 * MosaicCommandLine}, which decides the exit code, then {@link TaskCommand}.
 */
package org.mosaicworkbench.cli;
