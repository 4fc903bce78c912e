package org.mosaicworkbench.mosaic;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.mosaicworkbench.catalog.ReferenceCatalog;
import org.mosaicworkbench.fits.FitsHeader;
import org.mosaicworkbench.mosaic.align.AffineFit;
import org.mosaicworkbench.mosaic.align.Alignment;
import org.mosaicworkbench.mosaic.align.ExposureOffset;
import org.mosaicworkbench.mosaic.align.ListMatch;
import org.mosaicworkbench.mosaic.align.ReferenceFit;
import org.mosaicworkbench.mosaic.align.Spot;
import org.mosaicworkbench.mosaic.detect.Detection;
import org.mosaicworkbench.mosaic.detect.DetectionImage;
import org.mosaicworkbench.mosaic.detect.SourceCatalog;
import org.mosaicworkbench.mosaic.detect.SourceListing;
import org.mosaicworkbench.mosaic.drizzle.Canvas;
import org.mosaicworkbench.sky.PixelPoint;
import org.mosaicworkbench.visit.DatasetName;
import org.mosaicworkbench.visit.Detector;

/**
 * The products next to a total image: catalogs and quality files.
 *
 * @param pointCatalog {@code <dataset>_point-cat.ecsv}
 * @param segmentCatalog {@code <dataset>_segment-cat.ecsv}
 * @param points sources in the point catalog
 * @param segments sources in the segment catalog
 * @param qualityFiles {@code <dataset>_svm_*.json}
 */
public record Products(Path pointCatalog, Path segmentCatalog, int points, int segments, List<Path> qualityFiles) {

    private static final Map<String, Function<ExposureOffset, Object>> OFFSETS = Map.of(
            "exposure",
            ExposureOffset::rootname,
            "dx",
            offset -> offset.shift().dx(),
            "dy",
            offset -> offset.shift().dy(),
            "dxy_error",
            offset -> offset.shift().error(),
            "roll",
            offset -> offset.roll().degrees(),
            "roll_error",
            offset -> offset.roll().error(),
            "matches",
            offset -> offset.fit().matches(),
            "rms",
            offset -> offset.fit().rms(),
            "note",
            ExposureOffset::note);
    private static final List<String> OFFSET_ORDER =
            List.of("exposure", "dx", "dy", "dxy_error", "roll", "roll_error", "matches", "rms", "note");
    private static final String PX = "pixel";
    private static final String DEG = "deg";

    public Products {
        qualityFiles = List.copyOf(qualityFiles);
    }

    /** Makes the products of one detector. */
    static final class Maker {

        private final Detector detector;
        private final DatasetName dataset;
        private final Path folder;
        private final Canvas total;
        private final float[] pixels;
        private final List<SourceCatalog.FilterImage> filters;
        private final int threads;
        private final FitsHeader header;
        private final Instant made = Instant.now();

        /**
         * @param image the total image, which need not be written yet
         * @param folder the folder for the products
         * @param filters the filter images, on the total image's grid
         * @param threads number of worker threads
         */
        Maker(
                Detector detector,
                DrizzledImage image,
                Path folder,
                List<SourceCatalog.FilterImage> filters,
                int threads) {
            this.detector = detector;
            this.dataset = image.name();
            this.folder = folder;
            this.total = image.canvas();
            this.pixels = image.pixels();
            this.filters = filters;
            this.threads = threads;
            this.header = image.primary();
        }

        Products make(Optional<ReferenceCatalog> reference, Optional<Alignment> alignment) {
            Path pointFile = folder.resolve(dataset + "_point-cat.ecsv");
            Path segmentFile = folder.resolve(dataset + "_segment-cat.ecsv");
            SourceCatalog catalog = new SourceCatalog(
                    detector, DetectionImage.of(total.wcs(), pixels, total.weights(), threads), filters, threads);
            SourceListing points = catalog.points();
            SourceListing segments = catalog.segments();
            CatalogCount.Sources counted = new CatalogCount(detector, filters).of(points.count(), segments.count());
            points.write(pointFile, counted.points());
            segments.write(segmentFile, counted.segments());
            List<Path> quality = new ArrayList<>();
            quality.add(numbers(counted));
            reference.ifPresent(stars -> quality.add(gaia(stars)));
            alignment.ifPresent(a -> quality.add(offsets(a)));
            if (filters.size() > 1) {
                quality.add(interfilter(catalog));
            }
            return new Products(
                    pointFile,
                    segmentFile,
                    points.count().listed(),
                    segments.count().listed(),
                    quality);
        }

        private QualityFile file() {
            return new QualityFile(dataset, header, made);
        }

        private Path numbers(CatalogCount.Sources sources) {
            Map<String, Object> values = new LinkedHashMap<>();
            values.put("detector", dataset.detector());
            values.put("point", sources.points());
            values.put("segment", sources.segments());
            return file().values(
                            "number_of_sources",
                            "Number of sources with a flag up to 5 in the point and segment catalogs; 0 where cosmic "
                                    + "rays of single exposures may outnumber them",
                            values,
                            Map.of(
                                    "detector",
                                    "detector in use",
                                    "point",
                                    "number of detected point sources",
                                    "segment",
                                    "number of detected segment sources"),
                            Map.of("detector", "unitless", "point", "unitless", "segment", "unitless"))
                    .write(folder, "num_sources", "Number of sources in the catalogs of the total image");
        }

        private Path gaia(ReferenceCatalog reference) {
            List<ReferenceCatalog.Star> inside =
                    reference.stars().stream().filter(this::reached).toList();
            return file().values(
                            "Number of GAIA sources",
                            "Reference stars in the footprint of the image",
                            Map.of("Number of GAIA sources", inside.size()),
                            Map.of("Number of GAIA sources", "stars of the reference catalog where the image has data"),
                            Map.of("Number of GAIA sources", "unitless"))
                    .table(
                            "GAIA sources",
                            "The stars themselves",
                            columns(
                                    inside,
                                    Map.of(
                                            "RA",
                                            ReferenceCatalog.Star::ra,
                                            "DEC",
                                            ReferenceCatalog.Star::dec,
                                            "mag",
                                            ReferenceCatalog.Star::mag),
                                    List.of("RA", "DEC", "mag")),
                            Map.of("RA", "right ascension", "DEC", "declination", "mag", "magnitude"),
                            Map.of("RA", DEG, "DEC", DEG, "mag", "mag"))
                    .write(folder, "gaia_sources", "Stars of the reference catalog in the image");
        }

        private boolean reached(ReferenceCatalog.Star star) {
            PixelPoint p = total.wcs().toPixel(star.ra(), star.dec());
            long x = Math.round(p.x());
            long y = Math.round(p.y());
            return !Double.isNaN(p.x())
                    && x >= 1
                    && y >= 1
                    && x <= total.wcs().width()
                    && y <= total.wcs().height()
                    && total.reached((int) x, (int) y);
        }

        private Path offsets(Alignment alignment) {
            return file().table(
                            "exposure offsets",
                            "Errors of the headers' pointings relative to each other",
                            columns(alignment.offsets(), OFFSETS, OFFSET_ORDER),
                            Map.of(
                                    "dx",
                                    "error of the header along x, pixels of the exposure",
                                    "dy",
                                    "likewise along y",
                                    "dxy_error",
                                    "one-sigma error of dx and dy",
                                    "roll",
                                    "error of the header's orientation",
                                    "roll_error",
                                    "one-sigma error of roll",
                                    "matches",
                                    "sources in the fit",
                                    "rms",
                                    "of the residuals"),
                            Map.of("dx", PX, "dy", PX, "dxy_error", PX, "roll", DEG, "roll_error", DEG, "rms", "mas"))
                    .values(
                            "reference fit",
                            "The fit to the reference catalog",
                            numbers(alignment.reference()),
                            Map.of("rms_ra", "residuals along RA", "rms_dec", "residuals along Dec"),
                            Map.of("rms_ra", "mas", "rms_dec", "mas"))
                    .write(folder, "exposure_offsets", "Measured offsets and rolls of the exposures");
        }

        private static Map<String, Object> numbers(ReferenceFit fit) {
            Map<String, Object> reference = new LinkedHashMap<>();
            reference.put("catalog", fit.catalog());
            reference.put("accepted", fit.accepted());
            reference.put("matches", fit.matches());
            reference.put("rms_ra", fit.rmsRa());
            reference.put("rms_dec", fit.rmsDec());
            reference.put("note", fit.note());
            return reference;
        }

        private Path interfilter(SourceCatalog catalog) {
            List<List<Spot>> spots = IntStream.range(0, filters.size())
                    .mapToObj(i -> spots(catalog.stars(i, 10)))
                    .toList();
            List<Object[]> rows = new ArrayList<>();
            ListMatch near = new ListMatch(10, 0.05, 4);
            for (int i = 1; i < filters.size(); i++) {
                ListMatch.Outcome outcome = near.match(spots.get(i), spots.get(0));
                AffineFit fit = outcome.fit();
                rows.add(new Object[] {
                    filters.get(i).name() + " - " + filters.get(0).name(),
                    fit == null ? Double.NaN : -fit.map().shiftX(),
                    fit == null ? Double.NaN : -fit.map().shiftY(),
                    fit == null ? Double.NaN : fit.errors().shift(),
                    fit == null ? 0 : fit.matches(),
                    outcome.refused()
                });
            }
            List<String> names = List.of("filters", "dx", "dy", "dxy_error", "matches", "note");
            Map<String, Function<Object[], Object>> columns = new LinkedHashMap<>();
            for (int i = 0; i < names.size(); i++) {
                int column = i;
                columns.put(names.get(i), row -> row[column]);
            }
            return file().table(
                            "interfilter offsets",
                            "Offsets of the sources between two filter images",
                            columns(rows, columns, names),
                            Map.of(
                                    "dx",
                                    "first less second filter, along x",
                                    "dy",
                                    "likewise along y",
                                    "dxy_error",
                                    "one-sigma error",
                                    "matches",
                                    "sources in the fit"),
                            Map.of("dx", PX, "dy", PX, "dxy_error", PX))
                    .write(folder, "interfilter", "Offsets between the images of the filters");
        }

        private List<Spot> spots(List<Detection> stars) {
            return stars.stream()
                    .map(d -> new Spot(d.x(), d.y(), Math.max(0.02, detector.starWidth() / d.snr()), d.peak()))
                    .toList();
        }

        private static <T> Map<String, List<?>> columns(
                List<T> rows, Map<String, Function<T, Object>> values, List<String> order) {
            Map<String, List<?>> columns = new LinkedHashMap<>();
            for (String name : order) {
                columns.put(name, rows.stream().map(values.get(name)).toList());
            }
            return columns;
        }
    }
}
