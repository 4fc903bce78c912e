package org.mosaicworkbench.notebook;

/** A value that displays itself when it is the last expression of a notebook cell. */
@FunctionalInterface
public interface Displayable {

    /** The content shown in the notebook. */
    Display display();
}
