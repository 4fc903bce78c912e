package org.mosaicworkbench.review;

/**
 * What a reviewer said of a dataset.
 *
 * @param index    the dataset's name
 * @param answer   what was said
 * @param reviewer who said it
 * @param when     in UTC, ISO 8601, such as 2026-11-30T11:05:00Z
 * @param version  of what was looked at: the first 12 digits of the SHA-256 of {@code predictions.csv}
 * @param note     free text; empty for none
 */
public record ReviewedLabel(
        String index, ReviewAnswer answer, String reviewer, String when, String version, String note) {}
