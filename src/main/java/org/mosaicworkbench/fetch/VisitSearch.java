package org.mosaicworkbench.fetch;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.mosaicworkbench.archive.Archive;
import org.mosaicworkbench.archive.Mast;
import org.mosaicworkbench.archive.MastFacts;
import org.mosaicworkbench.archive.MastQuery;
import org.mosaicworkbench.archive.NoAnswer;
import org.mosaicworkbench.io.BadInput;
import org.mosaicworkbench.io.JsonValue;

/** Finds visits and their files in the archive. Responses are checked against the naming conventions. */
final class VisitSearch {

    /** Number of observations per query for files; the service fails if a query names many (astroquery issue 2507). */
    private static final int AT_ONCE = 10;

    private static final String HINT = "; check the connection and run again: finished files are kept";

    private final Archive archive;
    private final Mast mast;

    VisitSearch(Archive archive) {
        this.archive = archive;
        this.mast = new Mast(archive);
    }

    /**
     * The requested visits by name. If a whole proposal was requested, each comes with its observations; otherwise each
     * is empty, and {@link #visit} must look it up.
     *
     * @throws BadInput if the archive has no such visit or does not respond
     */
    Map<String, Optional<FoundVisit>> visits(Wanted wanted) {
        Map<String, Optional<FoundVisit>> found = new LinkedHashMap<>();
        if (wanted instanceof Wanted.OneVisit one) {
            found.put(one.visit(), Optional.empty());
        } else if (wanted instanceof Wanted.WholeProposal proposal) {
            grouped(rows(all().with(MastFacts.PROPOSAL, proposal.proposal()), any -> true))
                    .forEach(visit -> found.put(visit.name(), Optional.of(visit)));
        } else {
            names(wanted).forEach(name -> found.put(name, Optional.empty()));
        }
        if (found.isEmpty()) {
            throw new BadInput(wanted + ": the archive has no observations of it; check the name at " + place());
        }
        return found;
    }

    private Set<String> names(Wanted wanted) {
        Set<String> names = new LinkedHashSet<>();
        if (wanted instanceof Wanted.VisitOfProposal visit) {
            MastQuery proposal = all().with(MastFacts.PROPOSAL, visit.proposal());
            Predicate<Observation> same = o -> o.obset().equals(visit.obset());
            rows(proposal.like(MastFacts.NAME, MastFacts.mosaicsOf(visit.proposal(), visit.obset())), same)
                    .forEach(o -> names.add(o.visit()));
            if (names.isEmpty()) {
                rows(proposal, same).forEach(o -> names.add(o.visit()));
            }
        } else if (wanted instanceof Wanted.Target target) {
            rows(all().with(MastFacts.TARGET, target.name()), any -> true).forEach(o -> names.add(o.visit()));
            if (names.isEmpty()) {
                names.addAll(names(around(target)));
            }
        } else if (wanted instanceof Wanted.Around place) {
            rows(all().around(place.ra(), place.dec(), place.radius()), any -> true)
                    .forEach(o -> names.add(o.visit()));
        }
        return names;
    }

    private Wanted around(Wanted.Target target) {
        List<JsonValue> places = answers(MastQuery.place(target.name()));
        if (places.isEmpty()) {
            throw new BadInput(target + ": the archive has neither observations nor a position for that name; give its "
                    + "position with --position");
        }
        try {
            return new Wanted.Around(
                    places.get(0).at("ra").finite(), places.get(0).at("decl").finite(), target.radius());
        } catch (BadInput e) {
            throw new BadInput(
                    target + ": the archive gives an invalid position; give the position with --position", e);
        }
    }

    /**
     * A visit with its observations.
     *
     * @throws BadInput if the archive has no visit of that name or does not answer
     */
    FoundVisit visit(String name) {
        List<Observation> rows = new ArrayList<>(
                rows(all().like(MastFacts.NAME, name + "%"), o -> o.visit().equals(name)));
        if (rows.isEmpty()) {
            throw new BadInput(name + ": the archive has no visit of that name; check it at " + place());
        }
        String proposal = rows.get(0).proposal();
        if (!proposal.isEmpty()) {
            rows.addAll(rows(
                    all().with(MastFacts.PROPOSAL, proposal)
                            .like(
                                    MastFacts.NAME,
                                    MastFacts.mosaicsOf(proposal, rows.get(0).obset())),
                    o -> o.visit().equals(name)));
        }
        return grouped(rows).get(0);
    }

    private static List<FoundVisit> grouped(List<Observation> rows) {
        Map<String, Map<String, Observation>> visits = new LinkedHashMap<>();
        rows.forEach(row -> visits.computeIfAbsent(row.visit(), any -> new LinkedHashMap<>())
                .put(row.number(), row));
        return visits.entrySet().stream()
                .map(visit -> new FoundVisit(
                        visit.getKey(), numbers(visit.getValue(), true), numbers(visit.getValue(), false)))
                .toList();
    }

    private static List<String> numbers(Map<String, Observation> rows, boolean mosaics) {
        return rows.values().stream()
                .filter(row -> row.mosaic() == mosaics)
                .map(Observation::number)
                .toList();
    }

    /**
     * The files of a visit that belong to a level.
     *
     * @throws BadInput if there are none, a name is not valid as a file name, or the archive does not answer
     */
    List<Product> files(FoundVisit visit, FetchLevel level) {
        List<Product> listed = new ArrayList<>();
        List<String> numbers = visit.numbers(level);
        for (int from = 0; from < numbers.size(); from += AT_ONCE) {
            List<String> some = numbers.subList(from, Math.min(numbers.size(), from + AT_ONCE));
            answers(MastQuery.products(some, MastFacts.FILE, MastFacts.FILE_URI, MastFacts.FILE_SIZE)).stream()
                    .filter(row -> row.find(MastFacts.FILE).isPresent()
                            && row.find(MastFacts.FILE_URI).isPresent())
                    .map(VisitSearch::product)
                    .forEach(listed::add);
        }
        boolean mosaic = listed.stream().anyMatch(file -> FetchLevel.isTotal(file.name()));
        List<Product> files = (mosaic ? level : level.withoutMosaic()).of(visit.name(), listed);
        if (level == FetchLevel.PRODUCTS && !mosaic) {
            throw new BadInput(
                    visit.name() + ": the archive has no single-visit mosaic of it; fetch its exposures with "
                            + "--level exposures, and combine them");
        }
        if (files.isEmpty()) {
            throw new BadInput(visit.name() + ": the archive lists no "
                    + (level == FetchLevel.ALL ? "files" : level.withoutMosaic())
                    + " of it; it may be too new, or hold no images");
        }
        return files;
    }

    private static Product product(JsonValue row) {
        return new Product(
                row.at(MastFacts.FILE).text(),
                row.at(MastFacts.FILE_URI).text(),
                row.find(MastFacts.FILE_SIZE).map(JsonValue::whole).orElse(Product.UNKNOWN),
                row.find(MastFacts.FILE_VERSION).map(JsonValue::text).orElse(""));
    }

    private static MastQuery all() {
        return MastQuery.observations(Observation.COLUMNS);
    }

    private List<Observation> rows(MastQuery question, Predicate<Observation> wanted) {
        return answers(question).stream()
                .flatMap(row -> read(row).stream())
                .filter(wanted)
                .toList();
    }

    private Optional<Observation> read(JsonValue row) {
        try {
            return Observation.of(row);
        } catch (BadInput e) {
            throw unanswered("a row of observations in an undocumented form", e);
        }
    }

    private List<JsonValue> answers(MastQuery question) {
        List<JsonValue> rows = new ArrayList<>();
        try {
            mast.eachPage(question, page -> {
                rows.addAll(page);
                return true;
            });
            return rows;
        } catch (NoAnswer e) {
            throw unanswered(e.getMessage(), e);
        }
    }

    private BadInput unanswered(String why, Exception cause) {
        return new BadInput(
                "the archive at " + archive.address().getHost() + " did not answer (" + why + ")" + HINT, cause);
    }

    private static String place() {
        return "https://mast.stsci.edu/search/ui/#/hst";
    }
}
