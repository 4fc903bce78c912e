import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.mosaicworkbench.View;
import org.mosaicworkbench.sky.SkyPoint;
import org.mosaicworkbench.sky.Wcs;
import org.mosaicworkbench.view.Viewer;
import org.mosaicworkbench.view.ViewerImage;

/**
 * Writes viewer pages, and the sky positions of stars according to {@link Wcs}, for
 * {@code src/bench/browser/viewer.js}: {@code java -cp CLASSES src/bench/java/ViewerPages.java OUT IMAGE...} writes
 * {@code OUT/1.html}, {@code OUT/1.json} and so on, and prints the time and the size of each page.
 */
public final class ViewerPages {

    private static final int STARS = 12;
    /** Number of stars in the last image, which may be another chip. */
    private static final int FURTHER = 3;

    private static final int SQUARE = 40;
    /** If the whole field is shown, the pointer cannot reach its outermost pixels. */
    private static final int EDGE = 4;

    private ViewerPages() {}

    public static void main(String[] arguments) throws Exception {
        Path out = Path.of(arguments[0]);
        for (int i = 1; i < arguments.length; i++) {
            long start = System.nanoTime();
            Viewer viewer = View.of(Path.of(arguments[i])).viewer();
            long read = System.nanoTime();
            Path page = viewer.write(out.resolve(i + ".html"));
            System.out.printf(
                    Locale.ROOT,
                    "%s: %d images of %d x %d, read in %.1f s, page of %.2f MB in %.1f s%n",
                    viewer.title(),
                    viewer.images().size(),
                    viewer.images().get(0).image().width(),
                    viewer.images().get(0).image().height(),
                    (read - start) / 1e9,
                    Files.size(page) / 1e6,
                    (System.nanoTime() - read) / 1e9);
            int last = viewer.images().size() - 1;
            List<String> stars = new ArrayList<>(stars(viewer.images().get(0), 0, STARS));
            stars.addAll(last > 0 ? stars(viewer.images().get(last), last, FURTHER) : List.of());
            Files.writeString(out.resolve(i + ".json"), stars.toString());
        }
    }

    /** The brightest pixel of each square, with its sky position according to the WCS. */
    private static List<String> stars(ViewerImage image, int number, int most) {
        if (image.wcs().isEmpty()) {
            return List.of();
        }
        Wcs wcs = image.wcs().get();
        record Star(float value, String line) {}
        List<Star> stars = new ArrayList<>();
        int width = image.image().width();
        int height = image.image().height();
        for (int bottom = EDGE; bottom + SQUARE <= height - EDGE; bottom += SQUARE) {
            for (int left = EDGE; left + SQUARE <= width - EDGE; left += SQUARE) {
                float best = Float.NEGATIVE_INFINITY;
                int x = 0;
                int y = 0;
                for (int row = bottom; row < bottom + SQUARE; row++) {
                    for (int column = left; column < left + SQUARE; column++) {
                        float value = image.image().pixels()[row * width + column];
                        if (value > best) {
                            best = value;
                            x = column + 1;
                            y = row + 1;
                        }
                    }
                }
                if (x > 0) {
                    SkyPoint sky = wcs.toSky(x, y);
                    stars.add(new Star(
                            best,
                            String.format(
                                    Locale.ROOT,
                                    "{\"image\": %d, \"x\": %d, \"y\": %d, \"ra\": %.10f, \"dec\": %.10f, \"value\": %.9g}",
                                    number,
                                    x,
                                    y,
                                    sky.ra(),
                                    sky.dec(),
                                    best)));
                }
            }
        }
        return stars.stream()
                .sorted((a, b) -> Float.compare(b.value(), a.value()))
                .limit(most)
                .map(Star::line)
                .toList();
    }
}
