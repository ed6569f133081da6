/** Random tenants, commands and instants as jqwik arbitraries, for properties of your own. */
@NullMarked
package dev.pimento.testkit.jqwik;

import org.jspecify.annotations.NullMarked;
