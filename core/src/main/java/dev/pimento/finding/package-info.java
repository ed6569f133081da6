/**
 * What in a tenant should not be as it is: each {@link dev.pimento.finding.Finding} with its
 * severity, its proof and what to do. {@link dev.pimento.finding.Findings} finds them, {@link
 * dev.pimento.finding.Check} lists what is looked for, and a {@link dev.pimento.finding.Baseline}
 * says what the tenant's own people have agreed on.
 */
@NullMarked
package dev.pimento.finding;

import org.jspecify.annotations.NullMarked;
