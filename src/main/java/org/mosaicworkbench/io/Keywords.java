package org.mosaicworkbench.io;

import java.util.OptionalDouble;

/** Header values by keyword, independent of the file format. */
public interface Keywords {

    /** @return the value of a numeric keyword; empty if it is missing or not a number */
    OptionalDouble number(String keyword);

    /** @return the value of a keyword as text without surrounding blanks; an empty string if it is missing */
    String text(String keyword);
}
