/**
 * A fake tenant for each JUnit Jupiter test: injected, told apart by seed, looked over when the
 * test is done, and closed. Runs under JUnit 5 and 6.
 */
@NullMarked
package dev.pimento.testkit.junit;

import org.jspecify.annotations.NullMarked;
