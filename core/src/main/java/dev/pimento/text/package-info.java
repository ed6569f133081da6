/**
 * Plain text for people: what a name looks like when it is printed, and how an answer reads as a
 * table.
 *
 * <p>Names come from a directory in which anybody may choose them. {@link dev.pimento.text.Text}
 * answers <i>what of this may reach a terminal, and how many columns does it take there</i>; {@link
 * dev.pimento.text.Table} lays such texts out in at most 100 columns. Neither knows anything about
 * privileged access, and both use the JDK only.
 */
@NullMarked
package dev.pimento.text;

import org.jspecify.annotations.NullMarked;
