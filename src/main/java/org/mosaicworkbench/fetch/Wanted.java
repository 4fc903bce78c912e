package org.mosaicworkbench.fetch;

import java.util.Locale;
import org.mosaicworkbench.io.BadInput;

/** A request for visits, by any kind of name. */
public sealed interface Wanted {

    /**
     * One visit, by its own name.
     *
     * @param visit visit name of six characters, such as {@code j8bt06}
     */
    record OneVisit(String visit) implements Wanted {

        @Override
        public String toString() {
            return visit;
        }
    }

    /**
     * A visit, by the proposal and visit numbers in the names of its mosaics, such as {@code hst_9019_06}.
     *
     * @param proposal proposal number
     * @param obset the visit within the proposal, two characters
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
     * @param proposal proposal number
     */
    record WholeProposal(String proposal) implements Wanted {

        @Override
        public String toString() {
            return "proposal " + proposal;
        }
    }

    /**
     * All visits of a target: those observed under its name or, if there are none, those around the position that the
     * archive gives for it.
     *
     * @param name such as {@code NGC-104}
     * @param radius search radius, degrees
     */
    record Target(String name, double radius) implements Wanted {

        @Override
        public String toString() {
            return "target " + name;
        }
    }

    /**
     * All visits around a position, in degrees.
     *
     * @param ra right ascension, 0 to 360
     * @param dec declination, -90 to 90
     * @param radius search radius, above 0 and at most {@value #LARGEST}
     */
    record Around(double ra, double dec, double radius) implements Wanted {

        /** The archive's own limit on the search radius, degrees (astroquery, mast/missions.py, _max_query_radius). */
        static final double LARGEST = 0.5;

        /** @throws BadInput for an invalid position */
        public Around {
            if (!(ra >= 0 && ra <= 360 && dec >= -90 && dec <= 90)) {
                throw new BadInput("the position is " + ra + " " + dec
                        + "; give right ascension, 0 to 360, and declination, -90 to 90, in degrees");
            }
            requireRadius(radius);
        }

        /**
         * Checks a search radius.
         *
         * @return the radius
         */
        public static double requireRadius(double radius) {
            if (!(radius > 0 && radius <= LARGEST)) {
                throw new BadInput("the radius is " + radius + " degrees; it must be above 0 and at most " + LARGEST);
            }
            return radius;
        }

        @Override
        public String toString() {
            return String.format(Locale.ROOT, "position %s %s", ra, dec);
        }
    }
}
