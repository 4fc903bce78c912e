package org.mosaicworkbench.io;

import java.util.OptionalDouble;

/** Header values by keyword, independent of the file format. */
public interface Keywords {

    /** @return the value of a numeric keyword; empty if the keyword is missing or not numeric */
    OptionalDouble number(String keyword);

    /**
     * @return the value of a keyword as a string without surrounding blanks; an empty string if the keyword is missing
     */
    String text(String keyword);
}
