package org.mosaicworkbench.report;

import java.util.List;
import java.util.Optional;
import org.mosaicworkbench.task.Provenance;

/** A result that a report can tell of. */
public interface Reportable {

    /** @return how it was made; empty where it was made of something in memory and cannot be made again */
    Optional<Provenance> making();

    /** @return the numbers that it stands by; made again from the same inputs in the same way they are the same */
    List<ReportedNumber> measures();

    /** @return what it tells */
    Chapter chapter();
}
