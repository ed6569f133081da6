/**
 * The contract of the port {@link dev.pimento.port.PrivilegedAccess}, as tests that each
 * implementation runs by extending one class.
 */
@NullMarked
package dev.pimento.testkit.contract;

import org.jspecify.annotations.NullMarked;
