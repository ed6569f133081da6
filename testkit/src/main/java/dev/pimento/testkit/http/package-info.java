/**
 * Microsoft Graph over HTTP, answered by a fake tenant: {@link
 * dev.pimento.testkit.http.GraphEndpoint} in a test, {@link dev.pimento.testkit.http.Main} from a
 * shell.
 *
 * <p>Data flows one way. A {@code Call} is routed along the {@code EntityType}s that start at the
 * {@code Roots} to rows of the tenant, its {@code Options} choose among them, and the {@code
 * Writer} makes the answer. No rule of the service lives here; what an access means, the engine in
 * core decides.
 *
 * <p>Around it stand {@code SignIn}, where clients get their tokens, {@code Controls}, by which
 * tests in any language do what Graph does not, and {@link dev.pimento.testkit.http.Faults}, which
 * let a call go wrong on purpose.
 */
@NullMarked
package dev.pimento.testkit.http;

import org.jspecify.annotations.NullMarked;
