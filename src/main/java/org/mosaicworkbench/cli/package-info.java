/**
 * The command line, one class per command. Most commands read the options of a task, run it and print its result;
 * {@code kernel}, {@code lock} and {@code notebook} manage the environment.
 *
 * <p>This package is on the highest level and is the only one that imports the tasks. Begin with
 * {@link MosaicCommandLine}, which sets the exit code, then {@link TaskCommand}.
 */
package org.mosaicworkbench.cli;
