/** The fake tenant: built in a few lines of Java, or from an export. */
@NullMarked
package dev.pimento.testkit;

import org.jspecify.annotations.NullMarked;
