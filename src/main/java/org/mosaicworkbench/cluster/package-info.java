/**
 * Runs tasks in other processes: on this machine, on Apache Spark, or as job arrays of Slurm and HTCondor.
 *
 * <p>A task's list of items ({@link org.mosaicworkbench.task.WorkList}) is written to files in a folder that all
 * machines can access. Worker processes read an item, do the work, and write its result there. Clusters differ only in
 * how workers are started. The package is on level 4 and uses {@code task}, {@code environment} and packages on lower
 * levels. Begin with {@link org.mosaicworkbench.cluster.Cluster}.
 */
package org.mosaicworkbench.cluster;
