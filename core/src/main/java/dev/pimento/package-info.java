/** The front door: {@link dev.pimento.Pimento} asks and simulates, by the names that people use. */
@NullMarked
package dev.pimento;

import org.jspecify.annotations.NullMarked;
