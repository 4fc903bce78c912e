package org.mosaicworkbench.report;

import java.util.List;
import java.util.Optional;
import org.mosaicworkbench.task.Provenance;

/** A result that can be part of a report. */
public interface Reportable {

    /** @return its provenance; empty if it was made from data in memory and cannot be reproduced */
    Optional<Provenance> making();

    /** @return the numbers to verify; the same inputs and options reproduce them to the last digit */
    List<ReportedNumber> measures();

    /** @return its chapter of the report */
    Chapter chapter();
}
