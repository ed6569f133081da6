/**
 * A second, independent reader of a Graph export: plain JSON, no SDK. What it and the adapter's
 * reader make of one folder has to be the same tenant.
 */
@NullMarked
package dev.pimento.testkit.export;

import org.jspecify.annotations.NullMarked;
