package org.mosaicworkbench.sweep;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.mosaicworkbench.io.BadInput;
import org.mosaicworkbench.io.JsonValue;
import org.mosaicworkbench.sweep.ParameterValues.Choices;
import org.mosaicworkbench.sweep.ParameterValues.Range;

/**
 * The search space: hyperparameters and their ranges.
 *
 * <pre>{@code
 * var space = Space.of().choice("model", "svm_mlp", "forest")
 *         .log("recipe.learningRate", 1e-4, 1e-2).when("model", "svm_mlp")
 *         .whole("forest.trees", 50, 500).when("model", "forest");
 * }</pre>
 *
 * @param parameters the parameters; each condition refers only to earlier parameters
 */
public record Space(List<Parameter> parameters) {

    /** Maximum number of grid points; a larger grid is assumed to be a mistake. */
    private static final int LARGEST_GRID = 100_000;

    /** @throws BadInput if a name occurs twice, or a condition can never hold */
    public Space {
        parameters = List.copyOf(parameters);
        Map<String, Parameter> before = new LinkedHashMap<>();
        for (Parameter parameter : parameters) {
            parameter.when().forEach((other, allowed) -> requirePossible(parameter, before.get(other), other, allowed));
            if (before.put(parameter.name(), parameter) != null) {
                throw new BadInput("the parameter " + parameter.name() + " occurs twice; give it once");
            }
        }
    }

    private static void requirePossible(Parameter parameter, Parameter other, String name, List<Object> allowed) {
        if (other == null) {
            throw new BadInput("the condition of " + parameter.name() + " refers to " + name
                    + ", which is not an earlier parameter; put " + name + " first");
        }
        for (Object value : allowed) {
            if (!other.values().holds(value)) {
                throw new BadInput("the condition of " + parameter.name() + " refers to " + name + " = "
                        + Settings.words(value) + ", which is not possible; it may be " + other.values());
            }
        }
    }

    /** Creates an empty space. */
    public static Space of() {
        return new Space(List.of());
    }

    /**
     * Reads a space.
     *
     * @param json an object with one member per parameter: a list of choices, one fixed value, or an object with either
     *     {@code choices}, or {@code from}, {@code to} and optionally {@code "scale": "log"}, {@code "whole": true} and
     *     {@code steps}; an object may also contain a condition such as {@code "when": {"model": ["svm_mlp"]}}
     * @throws BadInput if the file cannot be read, or does not describe a valid space
     */
    public static Space read(Path json) {
        return SpaceJson.read(json);
    }

    /**
     * Reads a space from a string.
     *
     * @param json a string in the format of {@link #read}
     * @param where source of the string, named in error messages
     */
    public static Space parse(String json, String where) {
        return SpaceJson.parse(json, where);
    }

    /**
     * Creates a space from parsed JSON.
     *
     * @throws BadInput if it is not a valid space
     */
    public static Space of(JsonValue json) {
        return SpaceJson.of(json);
    }

    /** @return the space in the format of {@link #read} */
    public String json() {
        return SpaceJson.write(this).toString();
    }

    /** @return this space with an additional parameter that takes one of several values */
    public Space choice(String name, Object... choices) {
        return with(new Parameter(name, new Choices(Arrays.asList(choices)), Map.of()));
    }

    /** @return this space with an additional, uniformly distributed numeric parameter */
    public Space range(String name, double from, double to) {
        return with(new Parameter(name, new Range(from, to, Range.Scale.LINEAR, false, Range.STEPS), Map.of()));
    }

    /** @return this space with an additional, log-uniformly distributed numeric parameter */
    public Space log(String name, double from, double to) {
        return with(new Parameter(name, new Range(from, to, Range.Scale.LOG, false, Range.STEPS), Map.of()));
    }

    /** @return this space with an additional integer parameter */
    public Space whole(String name, int from, int to) {
        return with(new Parameter(name, new Range(from, to, Range.Scale.LINEAR, true, Range.STEPS), Map.of()));
    }

    /** @return this space with a different number of grid points for the last parameter */
    public Space steps(int count) {
        if (last("steps").values() instanceof Range range) {
            return changed(new Parameter(
                    last("steps").name(),
                    new Range(range.from(), range.to(), range.scale(), range.whole(), count),
                    last("steps").when()));
        }
        throw new BadInput("steps are given for " + last("steps").name() + ", which is not a range; leave them out");
    }

    /**
     * @return this space with a condition on the last parameter: it applies only if {@code other} has one of these
     *     values
     */
    public Space when(String other, Object... values) {
        Map<String, List<Object>> conditions = new LinkedHashMap<>(last("when").when());
        conditions.put(other, Arrays.asList(values));
        return changed(new Parameter(last("when").name(), last("when").values(), conditions));
    }

    private Parameter last(String what) {
        if (parameters.isEmpty()) {
            throw new BadInput(what + " must follow the parameter that it belongs to; add one first");
        }
        return parameters.get(parameters.size() - 1);
    }

    private Space changed(Parameter last) {
        return new Space(parameters.subList(0, parameters.size() - 1)).with(last);
    }

    private Space with(Parameter parameter) {
        List<Parameter> more = new ArrayList<>(parameters);
        more.add(parameter);
        return new Space(more);
    }

    /** @return the names of the parameters */
    public List<String> names() {
        return parameters.stream().map(Parameter::name).toList();
    }

    /** @return random settings of one trial, drawn independently for each attempt */
    Settings draw(long seed, int trial, int attempt) {
        Settings drawn = Settings.none();
        for (Parameter parameter : parameters) {
            if (parameter.active(drawn)) {
                drawn = drawn.with(
                        parameter.name(), parameter.values().draw(Seeds.draw(seed, trial, parameter.name(), attempt)));
            }
        }
        return drawn;
    }

    /** @return all combinations of the parameters' grid points, the last parameter changing fastest */
    List<Settings> grid() {
        List<Settings> all = List.of(Settings.none());
        for (Parameter parameter : parameters) {
            List<Settings> more = new ArrayList<>();
            for (Settings before : all) {
                if (parameter.active(before)) {
                    parameter.values().points().forEach(value -> more.add(before.with(parameter.name(), value)));
                } else {
                    more.add(before);
                }
                if (more.size() > LARGEST_GRID) {
                    throw new BadInput("the grid exceeds " + LARGEST_GRID + " points at " + parameter.name()
                            + "; use fewer steps, or random trials");
                }
            }
            all = more;
        }
        return all;
    }

    /** @return whether the number of possible settings is finite */
    private boolean countable() {
        return parameters.stream().allMatch(p -> p.values() instanceof Choices || ((Range) p.values()).whole());
    }

    /**
     * Draws random settings. If the number of possible settings is finite, a repeated draw is replaced by a new one, at
     * most 99 times.
     *
     * @param count number of settings
     */
    List<Settings> random(long seed, int count) {
        if (!countable()) {
            return IntStream.range(0, count)
                    .mapToObj(trial -> draw(seed, trial, 0))
                    .toList();
        }
        Set<Settings> seen = new HashSet<>();
        List<Settings> all = new ArrayList<>();
        for (int trial = 0; trial < count; trial++) {
            Settings drawn = draw(seed, trial, 0);
            for (int attempt = 1; seen.contains(drawn) && attempt < 100; attempt++) {
                drawn = draw(seed, trial, attempt);
            }
            seen.add(drawn);
            all.add(drawn);
        }
        return all;
    }
}
