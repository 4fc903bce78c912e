/**
 * Work of tasks in other processes: on this machine, on Apache Spark, or as job arrays of Slurm and HTCondor.
 *
 * <p>A task's list of items ({@link org.mosaicworkbench.task.WorkList}) is written to files in a folder that all
 * machines see; worker processes read an item, do the work, and write its result beside. What starts the workers is all
 * that differs. It stands on level 4, uses {@code task}, {@code environment} and packages on lower levels. Begin with
 * {@link org.mosaicworkbench.cluster.Cluster}.
 */
package org.mosaicworkbench.cluster;
