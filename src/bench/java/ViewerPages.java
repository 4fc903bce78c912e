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
 * Pages with viewers, and where stars are on the sky by {@link Wcs}, for {@code src/bench/browser/viewer.js}: {@code java
 * -cp CLASSES src/bench/java/ViewerPages.java OUT IMAGE...} writes {@code OUT/1.html}, {@code OUT/1.json} and so on. It
 * prints how long each takes, and how large it is.
 */
public final class ViewerPages {

    private static final int STARS = 12;
    private static final int SQUARE = 40;

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
            Files.writeString(out.resolve(i + ".json"), stars(viewer.images().get(0)));
        }
    }

    /** Bright pixels, each the brightest of its square, with the positions that the coordinate system gives. */
    private static String stars(ViewerImage image) {
        if (image.wcs().isEmpty()) {
            return "[]";
        }
        Wcs wcs = image.wcs().get();
        record Star(float value, String line) {}
        List<Star> stars = new ArrayList<>();
        int width = image.image().width();
        int height = image.image().height();
        for (int bottom = 0; bottom + SQUARE <= height; bottom += SQUARE) {
            for (int left = 0; left + SQUARE <= width; left += SQUARE) {
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
                                    "{\"x\": %d, \"y\": %d, \"ra\": %.10f, \"dec\": %.10f, \"value\": %.9g}",
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
                .limit(STARS)
                .map(Star::line)
                .toList()
                .toString();
    }
}
