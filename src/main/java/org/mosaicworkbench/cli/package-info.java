/** The command line: one class a command, each calling the task of the same name; no logic of its own. */
package org.mosaicworkbench.cli;
