package dev.pimento.access;

import dev.pimento.tenant.Schedule;
import dev.pimento.time.Span;

/**
 * A schedule, and when it really holds: a last owner stays beyond the end (fact 39), and an
 * activation may end with its eligibility (fact 77).
 *
 * @param schedule as the tenant has it
 * @param span when it holds
 */
record Stay(Schedule schedule, Span span) {}
