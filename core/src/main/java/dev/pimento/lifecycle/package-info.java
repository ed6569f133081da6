/**
 * The rules of the service, written once: {@link dev.pimento.lifecycle.Engine} decides a {@link
 * dev.pimento.lifecycle.Command}, and says what is due when time passes. It changes nothing; what
 * it decides is events, and the tenant applies them.
 */
@NullMarked
package dev.pimento.lifecycle;

import org.jspecify.annotations.NullMarked;
