import java.nio.file.Path;
import java.util.List;
import org.mosaicworkbench.simulate.DerivedVisit;
import org.mosaicworkbench.simulate.DerivedVisit.Dither;

/** Makes the visit in this folder from the real exposure; see the README for how to run it. */
class Derive {

    static final DerivedVisit RECIPE = new DerivedVisit(
            160, 225, 480, List.of(new Dither(0, 0), new Dither(12, 7), new Dither(-9, 15), new Dither(5, -13)));

    public static void main(String[] arguments) {
        System.out.println(RECIPE.write(Path.of(arguments[0]), Path.of(arguments[1])));
    }
}
