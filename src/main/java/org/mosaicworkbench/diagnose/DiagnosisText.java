package org.mosaicworkbench.diagnose;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.mosaicworkbench.maths.UncertainShift;

/** Describes a pattern in plain sentences. */
final class DiagnosisText {

    private static final double HOURS = 24;
    /** Sources fixed to the detector are mentioned if there are at least this many; fewer may be due to chance. */
    private static final int MENTIONED = 10;

    private DiagnosisText() {}

    /**
     * Describes the verdict.
     *
     * @param shifts the exposures that could be compared, in time order
     * @param times the mid-exposure times, days
     * @param limit the largest offset in pixels at which exposures count as agreeing
     */
    static String of(Pattern pattern, List<ExposureShift> shifts, double[] times, double limit) {
        return switch (pattern.kind()) {
            case ALIGNED -> aligned(shifts, limit);
            case ONE -> one(pattern, shifts);
            case JUMP -> jump(pattern, shifts);
            case DRIFT -> drift(shifts, times);
            case SEVERAL -> several(pattern, shifts);
        };
    }

    /** Describes misaligned exposures whose offset may be a chance match; empty if there are none. */
    static String weak(List<ExposureShift> shifts) {
        List<ExposureShift> weak = shifts.stream()
                .filter(s -> s.finding().state() == ExposureShift.State.OFF && s.isWeak())
                .toList();
        return weak.isEmpty()
                ? ""
                : "; uncertain: few sources give the position of "
                        + weak.stream()
                                .map(s -> String.format(
                                        Locale.ROOT, "%s (%d, to %.2g px)", s.rootname(), s.sources(), s.error()))
                                .collect(Collectors.joining(", "))
                        + ", possibly by chance";
    }

    /** Describes exposures that could not be compared; empty if there are none. */
    static String unknown(List<ExposureShift> unknown) {
        return unknown.isEmpty()
                ? ""
                : "; not compared: "
                        + unknown.stream()
                                .map(s -> s.rootname() + " (" + s.finding().note() + ")")
                                .collect(Collectors.joining(", "));
    }

    /** Mentions sources that were left out because they are fixed to the detector; empty if there are few. */
    static String pattern(List<ExposureWithSources> exposures) {
        int fixed =
                exposures.stream().mapToInt(ExposureWithSources::fixed).max().orElse(0);
        return fixed < MENTIONED
                ? ""
                : String.format(
                        Locale.ROOT,
                        "; left out: a pattern fixed to the detector, up to %d sources per exposure that move with "
                                + "the dither (hot pixels, persistence, bad columns)",
                        fixed);
    }

    private static String aligned(List<ExposureShift> shifts, double limit) {
        double error = shifts.stream().mapToDouble(ExposureShift::error).max().orElseThrow();
        ExposureShift most = shifts.stream()
                .max((a, b) -> Double.compare(a.size(), b.size()))
                .orElseThrow();
        String words = (shifts.size() == 2
                        ? "both exposures agree: neither"
                        : "all " + shifts.size() + " exposures agree: none")
                + " is off by more than " + ErrorDigits.plain(most.size(), error) + " px (" + arcsec(most) + ")";
        return Pattern.SIGNIFICANT * error <= limit
                ? words
                : words
                        + String.format(
                                Locale.ROOT,
                                ", but errors of up to %s px hide offsets below %s px",
                                ErrorDigits.plain(error, error),
                                ErrorDigits.plain(Pattern.SIGNIFICANT * error, error));
    }

    private static String one(Pattern pattern, List<ExposureShift> shifts) {
        int i = IntStream.range(0, shifts.size())
                .filter(k -> pattern.groups()[k] == 1)
                .findFirst()
                .orElseThrow();
        String words = off(List.of(shifts.get(i))) + "; " + agree(others(pattern, shifts, 0));
        if (i > 0 && i < shifts.size() - 1) {
            return words;
        }
        String before = shifts.get(Math.max(0, i - 1)).rootname();
        String after = shifts.get(Math.max(1, i)).rootname();
        return words + "; a reacquisition between " + before + " and " + after + " would look the same";
    }

    private static String jump(Pattern pattern, List<ExposureShift> shifts) {
        List<ExposureShift> off = others(pattern, shifts, 1);
        List<ExposureShift> rest = others(pattern, shifts, 0);
        if (shifts.size() == 2) {
            return off(off) + " relative to " + rest.get(0).rootname()
                    + "; with two exposures, either may be the wrong one";
        }
        String since = "; reacquired between " + shifts.get(pattern.split() - 1).rootname() + " and "
                + shifts.get(pattern.split()).rootname();
        return pattern.tied()
                ? off(off) + " relative to " + names(rest) + since + "; the two groups are equally large, so either "
                        + "may be the wrong one"
                : off(off) + since;
    }

    private static String drift(List<ExposureShift> shifts, double[] times) {
        ExposureShift last = shifts.get(shifts.size() - 1);
        double hours = (times[times.length - 1] - times[0]) * HOURS;
        String words = "the pointing drifts: " + last.rootname() + " is off by " + amount(last) + " relative to "
                + shifts.get(0).rootname();
        return hours > 0
                ? words
                        + String.format(
                                Locale.ROOT,
                                ", and the others lie between, %s px per hour",
                                ErrorDigits.plain(last.size() / hours, last.error() / hours))
                : words + ", and the others lie between";
    }

    private static String several(Pattern pattern, List<ExposureShift> shifts) {
        int groups = IntStream.of(pattern.groups()).max().orElse(0) + 1;
        List<String> sentences = new ArrayList<>();
        for (int g = 1; g < groups; g++) {
            sentences.add(off(others(pattern, shifts, g)));
        }
        List<ExposureShift> rest = others(pattern, shifts, 0);
        boolean none = rest.size() == 1 && shifts.size() > 2 && groups == shifts.size();
        String against = none ? "all relative to " + rest.get(0).rootname() + "; no two exposures agree" : agree(rest);
        sentences.add(against
                + (pattern.tied() && rest.size() > 1
                        ? ", but another group is equally large, so either may be wrong"
                        : ""));
        if (inTurn(pattern) && groups < shifts.size()) {
            sentences.add("reacquired " + (groups - 1) + " times: " + jumps(pattern, shifts));
        }
        return String.join("; ", sentences);
    }

    /** True if each group consists of consecutive exposures. */
    private static boolean inTurn(Pattern pattern) {
        int changes = 0;
        for (int i = 1; i < pattern.groups().length; i++) {
            changes += pattern.groups()[i] != pattern.groups()[i - 1] ? 1 : 0;
        }
        return changes == IntStream.of(pattern.groups()).max().orElse(0);
    }

    private static String jumps(Pattern pattern, List<ExposureShift> shifts) {
        return IntStream.range(1, shifts.size())
                .filter(i -> pattern.groups()[i] != pattern.groups()[i - 1])
                .mapToObj(i -> "between " + shifts.get(i - 1).rootname() + " and "
                        + shifts.get(i).rootname())
                .collect(Collectors.joining(", "));
    }

    private static List<ExposureShift> others(Pattern pattern, List<ExposureShift> shifts, int group) {
        return IntStream.range(0, shifts.size())
                .filter(i -> pattern.groups()[i] == group)
                .mapToObj(shifts::get)
                .toList();
    }

    private static String off(List<ExposureShift> group) {
        return names(group) + ": off by " + amount(mean(group));
    }

    private static String agree(List<ExposureShift> group) {
        return group.size() == 1
                ? "compared with " + group.get(0).rootname()
                : group.size() == 2 ? "the other two agree" : "the other " + group.size() + " agree";
    }

    private static String names(List<ExposureShift> group) {
        return group.stream().map(ExposureShift::rootname).collect(Collectors.joining(", "));
    }

    private static String amount(ExposureShift s) {
        return String.format(
                Locale.ROOT,
                "(%s, %s) +- %s px (%s), roll %s deg",
                ErrorDigits.signed(s.shift().dx(), s.error()),
                ErrorDigits.signed(s.shift().dy(), s.error()),
                ErrorDigits.plain(s.error(), s.error()),
                arcsec(s),
                roll(s));
    }

    /** The offset on the sky, which does not depend on the mosaic's pixel size. */
    private static String arcsec(ExposureShift s) {
        return ErrorDigits.arcsec(Math.hypot(s.sky().east(), s.sky().north()), s.error());
    }

    /** The roll with its error if it is significant, otherwise rounded to the digits that the error allows. */
    private static String roll(ExposureShift s) {
        boolean turned =
                Math.abs(s.sky().roll()) > Pattern.SIGNIFICANT * s.sky().rollError();
        return turned
                ? ErrorDigits.signed(s.sky().roll(), s.sky().rollError()) + " +- "
                        + ErrorDigits.plain(s.sky().rollError(), s.sky().rollError())
                : ErrorDigits.plain(
                        Math.abs(s.sky().roll()) < s.sky().rollError()
                                ? 0
                                : s.sky().roll(),
                        s.sky().rollError());
    }

    /**
     * The mean of exposures that agree. Their errors are dominated by the common reference, so the mean is given the
     * largest of these errors.
     */
    private static ExposureShift mean(List<ExposureShift> group) {
        ExposureShift worst = group.stream()
                .max((a, b) -> Double.compare(a.error(), b.error()))
                .orElseThrow();
        return new ExposureShift(
                worst.rootname(),
                worst.filters(),
                new UncertainShift(
                        average(group, exposureShift -> exposureShift.shift().dx()),
                        average(group, exposureShift -> exposureShift.shift().dy()),
                        worst.shift().errorX(),
                        worst.shift().errorY(),
                        worst.shift().correlation()),
                new ExposureShift.OnSky(
                        average(group, exposureShift -> exposureShift.sky().east()),
                        average(group, exposureShift -> exposureShift.sky().north()),
                        worst.sky().error(),
                        average(group, exposureShift -> exposureShift.sky().roll()),
                        group.stream()
                                .mapToDouble(
                                        exposureShift -> exposureShift.sky().rollError())
                                .max()
                                .orElseThrow()),
                worst.sources(),
                new ExposureShift.Finding(worst.finding().state(), ""));
    }

    private static double average(List<ExposureShift> group, java.util.function.ToDoubleFunction<ExposureShift> of) {
        return group.stream().mapToDouble(of).average().orElseThrow();
    }
}
