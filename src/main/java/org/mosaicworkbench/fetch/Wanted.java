package org.mosaicworkbench.fetch;

import java.util.Locale;
import org.mosaicworkbench.io.BadInput;

/** A request for visits, in one of the ways to name them. */
public sealed interface Wanted {

    /**
     * One visit.
     *
     * @param visit six characters, {@code j8bt06}
     */
    record OneVisit(String visit) implements Wanted {

        @Override
        public String toString() {
            return visit;
        }
    }

    /**
     * A visit as mosaics are named after it, {@code hst_9019_06}.
     *
     * @param proposal its number
     * @param obset    two characters
     */
    record VisitOfProposal(String proposal, String obset) implements Wanted {

        @Override
        public String toString() {
            return "hst_" + proposal + "_" + obset;
        }
    }

    /**
     * All visits of a proposal.
     *
     * @param proposal its number
     */
    record WholeProposal(String proposal) implements Wanted {

        @Override
        public String toString() {
            return "proposal " + proposal;
        }
    }

    /**
     * All visits of a target: by the name that proposers gave it, else around the place that the archive knows for it.
     *
     * @param name   as {@code NGC-104}
     * @param radius degrees
     */
    record Target(String name, double radius) implements Wanted {

        @Override
        public String toString() {
            return "target " + name;
        }
    }

    /**
     * All visits around a place; degrees.
     *
     * @param ra     0 to 360
     * @param dec    -90 to 90
     * @param radius above 0, at most {@value #LARGEST}
     */
    record Around(double ra, double dec, double radius) implements Wanted {

        /** What the archive's own search takes (astroquery, mast/missions.py, _max_query_radius). */
        static final double LARGEST = 0.5;

        /** @throws BadInput for what is no place */
        public Around {
            if (!(ra >= 0 && ra <= 360 && dec >= -90 && dec <= 90)) {
                throw new BadInput("the position is " + ra + " " + dec
                        + "; give right ascension, 0 to 360, and declination, -90 to 90, in degrees");
            }
            if (!(radius > 0 && radius <= LARGEST)) {
                throw new BadInput("the radius is " + radius + " degrees; it must be above 0 and at most " + LARGEST);
            }
        }

        @Override
        public String toString() {
            return String.format(Locale.ROOT, "position %s %s", ra, dec);
        }
    }
}
