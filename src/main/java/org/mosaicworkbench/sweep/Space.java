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
 * @param parameters in an order in which conditions look back only
 */
public record Space(List<Parameter> parameters) {

    /** Larger grids are a mistake. */
    private static final int LARGEST_GRID = 100_000;

    /** @throws BadInput if a name comes twice, or a condition asks for what cannot be */
    public Space {
        parameters = List.copyOf(parameters);
        Map<String, Parameter> before = new LinkedHashMap<>();
        for (Parameter parameter : parameters) {
            parameter.when().forEach((other, allowed) -> requirePossible(parameter, before.get(other), other, allowed));
            if (before.put(parameter.name(), parameter) != null) {
                throw new BadInput("the parameter " + parameter.name() + " is there twice; give it once");
            }
        }
    }

    private static void requirePossible(Parameter parameter, Parameter other, String name, List<Object> allowed) {
        if (other == null) {
            throw new BadInput("the condition of " + parameter.name() + " asks for " + name
                    + ", which is no parameter before it; put " + name + " first");
        }
        for (Object value : allowed) {
            if (!other.values().holds(value)) {
                throw new BadInput("the condition of " + parameter.name() + " asks for " + name + " = "
                        + Settings.words(value) + ", which it never is; it may be " + other.values());
            }
        }
    }

    /** With nothing in it yet. */
    public static Space of() {
        return new Space(List.of());
    }

    /**
     * Reads a space.
     *
     * @param json an object with a parameter each: a list of choices, one fixed value, or an object with {@code
     *             choices}, or with {@code from}, {@code to} and, as wanted, {@code "scale": "log"}, {@code "whole":
     *             true}, {@code steps}; both with {@code "when": {"model": ["svm_mlp"]}} as wanted
     * @throws BadInput if it cannot be read, or means no space
     */
    public static Space read(Path json) {
        return SpaceJson.read(json);
    }

    /**
     * A space from text.
     *
     * @param json  as {@link #read} takes it
     * @param where it stands, for messages
     */
    public static Space parse(String json, String where) {
        return SpaceJson.parse(json, where);
    }

    /**
     * A space that was read already.
     *
     * @throws BadInput if it means no space
     */
    public static Space of(JsonValue json) {
        return SpaceJson.of(json);
    }

    /** @return the space as {@link #read} takes it */
    public String json() {
        return SpaceJson.write(this).toString();
    }

    /** @return this space with a parameter that takes one of several values */
    public Space choice(String name, Object... choices) {
        return with(new Parameter(name, new Choices(Arrays.asList(choices)), Map.of()));
    }

    /** @return this and a number, every part of whose range is as likely */
    public Space range(String name, double from, double to) {
        return with(new Parameter(name, new Range(from, to, Range.Scale.LINEAR, false, Range.STEPS), Map.of()));
    }

    /** @return this and a number, every factor of whose range is as likely */
    public Space log(String name, double from, double to) {
        return with(new Parameter(name, new Range(from, to, Range.Scale.LOG, false, Range.STEPS), Map.of()));
    }

    /** @return this and a whole number */
    public Space whole(String name, int from, int to) {
        return with(new Parameter(name, new Range(from, to, Range.Scale.LINEAR, true, Range.STEPS), Map.of()));
    }

    /** @return this, where a grid tries so many points of the last parameter's range */
    public Space steps(int count) {
        if (last("steps").values() instanceof Range range) {
            return changed(new Parameter(
                    last("steps").name(),
                    new Range(range.from(), range.to(), range.scale(), range.whole(), count),
                    last("steps").when()));
        }
        throw new BadInput("steps of " + last("steps").name() + ", which is no range; leave them out");
    }

    /** @return this, where the last parameter has a meaning only if another is one of these values */
    public Space when(String other, Object... values) {
        Map<String, List<Object>> conditions = new LinkedHashMap<>(last("when").when());
        conditions.put(other, Arrays.asList(values));
        return changed(new Parameter(last("when").name(), last("when").values(), conditions));
    }

    private Parameter last(String what) {
        if (parameters.isEmpty()) {
            throw new BadInput(what + " comes behind the parameter that it belongs to; name one first");
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

    /** @return the settings of one trial at random; the n-th attempt draws others than the first */
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

    /** @return all combinations of the parameters' points, the last parameter changing fastest */
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
                    throw new BadInput("the grid has more than " + LARGEST_GRID + " points at " + parameter.name()
                            + "; take fewer steps, or random trials");
                }
            }
            all = more;
        }
        return all;
    }

    /** @return whether there are only so many settings */
    private boolean countable() {
        return parameters.stream().allMatch(p -> p.values() instanceof Choices || ((Range) p.values()).whole());
    }

    /**
     * Settings at random. Where there are only so many, none comes twice as long as there are others.
     *
     * @param count how many
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
