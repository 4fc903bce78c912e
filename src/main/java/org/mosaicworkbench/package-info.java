/**
 * The tasks, one class each: {@code Combine}, {@code Prep}, {@code Train}, {@code Predict} and the others. A task is
 * made by a static factory, takes options by name, and does its work in {@code run()}, which returns a result; {@code
 * Report} writes a page and {@code FrameViews} shows frames instead.
 *
 * <p>A task uses the packages below; none of them imports a task, and only the command line does. Begin with {@link
 * org.mosaicworkbench.Prep}: its options, then what its {@code run()} calls.
 */
package org.mosaicworkbench;
