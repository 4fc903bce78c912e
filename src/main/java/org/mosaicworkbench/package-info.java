/**
 * The tasks, one class each: {@code Combine}, {@code Prep}, {@code Train}, {@code Predict} and others. A static factory
 * creates a task, named options configure it, and {@code run()} does the work and returns a result; {@code Report}
 * instead writes a page, and {@code FrameViews} shows frames.
 *
 * <p>Tasks use the packages below. Only the command line imports tasks; no other package does. Begin with
 * {@link org.mosaicworkbench.Prep}: its options, then the calls in its {@code run()}.
 */
package org.mosaicworkbench;
