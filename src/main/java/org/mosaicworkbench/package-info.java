/**
 * The tasks, one class each: {@code Combine}, {@code Prep}, {@code Train}, {@code Predict} and others. A static factory
 * creates a task, named options configure it, and {@code run()} does the work and returns a result; {@code Report}
 * instead writes a page, and {@code FrameViews} shows frames.
 *
 * <p>Tasks use the subpackages, of which only {@code cli} imports tasks. Begin with {@link org.mosaicworkbench.Prep}:
 * read its options first, then its {@code run()}.
 */
package org.mosaicworkbench;
