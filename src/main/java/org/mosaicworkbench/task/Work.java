package org.mosaicworkbench.task;

import java.io.Serializable;
import java.util.function.Function;

/**
 * Work on one item that another process can also execute: it holds only values (records, paths, numbers, strings), so
 * that it can be written to a file and read back.
 */
@FunctionalInterface
public interface Work<T, R> extends Function<T, R>, Serializable {}
