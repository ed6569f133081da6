package dev.pimento.finding;

/**
 * A finding that somebody has agreed to.
 *
 * @param finding what was found
 * @param declaration what answers it
 */
public record Answered(Finding finding, Declaration declaration) {}
