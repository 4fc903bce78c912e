package org.mosaicworkbench.io;

import java.util.OptionalDouble;

/** Header values by keyword, whatever file they came from. */
public interface Keywords {

    /** @return the value of a numeric keyword; empty if it is missing or not a number */
    OptionalDouble number(String keyword);

    /** @return the value of a keyword as text without blanks around it; an empty string where it is missing */
    String text(String keyword);
}
