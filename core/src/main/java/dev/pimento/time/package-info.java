/**
 * Time as values: when something holds ({@link dev.pimento.time.Interval}, {@link
 * dev.pimento.time.IntervalSet}), how sure that is ({@link dev.pimento.time.Span}), and what a
 * request asks for ({@link dev.pimento.time.ScheduleInfo}). Intervals are half-open, and no type
 * here knows what time it is.
 */
@NullMarked
package dev.pimento.time;

import org.jspecify.annotations.NullMarked;
